package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The columns of boxes placed by a layout engine, from left to right, and the free room between boxes. */
final class Columns {
    /** Boxes of one column have one centre, but for what engines round. */
    private static final double SAME_CENTER = 2;

    /** The minimum distance of a wire from a box that it passes. */
    private static final double CLEARANCE = 7;

    /** A column: its left and right edges, and its boxes from top to bottom. */
    record Column(double left, double right, List<Rect> boxes) {
        double highest() {
            return boxes.get(0).top();
        }

        double lowest() {
            return boxes.get(boxes.size() - 1).bottom();
        }

        double center() {
            return (left + right) / 2;
        }

        /** The number of boxes above y, which is the index of the free stretch there. */
        int stretchAt(double y) {
            int low = 0;
            int high = boxes.size();
            while (low < high) {
                int middle = (low + high) / 2;
                if (boxes.get(middle).centerY() < y) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** The highest place for a wire in the free stretch below so many boxes. */
        double top(int stretch) {
            return stretch == 0
                    ? Double.NEGATIVE_INFINITY
                    : boxes.get(stretch - 1).bottom() + CLEARANCE;
        }

        /** The lowest place for a wire in the free stretch below so many boxes. */
        double bottom(int stretch) {
            return stretch == boxes.size()
                    ? Double.POSITIVE_INFINITY
                    : boxes.get(stretch).top() - CLEARANCE;
        }
    }

    private final List<Column> columns = new ArrayList<>();

    Columns(Collection<Rect> boxes) {
        List<Rect> sorted = boxes.stream()
                .sorted(Comparator.comparingDouble(Rect::centerX).thenComparingDouble(Rect::top))
                .toList();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size()
                    || sorted.get(i).centerX() - sorted.get(i - 1).centerX() > SAME_CENTER) {
                columns.add(column(sorted.subList(from, i)));
                from = i;
            }
        }
    }

    private static Column column(List<Rect> boxes) {
        double left = boxes.stream().mapToDouble(Rect::left).min().orElseThrow();
        double right = boxes.stream().mapToDouble(Rect::right).max().orElseThrow();
        List<Rect> downwards =
                boxes.stream().sorted(Comparator.comparingDouble(Rect::top)).toList();
        return new Column(left, right, downwards);
    }

    Column get(int number) {
        return columns.get(number);
    }

    /** The number of the column that holds a box. */
    int of(Rect box) {
        int low = 0;
        int high = columns.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (columns.get(middle).right() < box.centerX()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int size() {
        return columns.size();
    }
}
