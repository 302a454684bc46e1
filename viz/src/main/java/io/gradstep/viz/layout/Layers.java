package io.gradstep.viz.layout;

import io.gradstep.viz.LayoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The columns of a {@link LayeredLayout}: every box left of those that it leads to.
 *
 * <p>Without a limit each box stands just left of the first that it leads to, or just right of the last that leads to
 * it where more links are shorter then. With one, columns are filled from the last
 * to the first up to that height, boxes with the longest way behind them first, which is the rule of Hu (1961) and of
 * Coffman and Graham (1972).
 */
final class Layers {
    /**
     * The maximum number of columns that all links together may pass: each is a bend of a line, some fifty bytes of a
     * drawing.
     */
    static final int MAX_PASSES = 100_000;

    /** What a link takes of the height of a column that it passes. */
    private static final double PASSING = 12;

    private final Skeleton skeleton;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> sources = new ArrayList<>();
    private final int[] uses;
    /** From the last column to the first. */
    private final int[] steps;

    private final int last;

    Layers(Skeleton skeleton, double tallest) {
        this.skeleton = skeleton;
        int n = skeleton.boxes().size();
        for (Skeleton.Box box : skeleton.boxes()) {
            numbers.put(box.id(), numbers.size());
            sources.add(new ArrayList<>());
        }
        this.uses = new int[n];
        for (Skeleton.Link link : skeleton.links()) {
            sources.get(number(link.to())).add(number(link.from()));
            uses[number(link.from())]++;
        }
        this.steps = new int[n];
        int[] order = fromTheEnd();
        if (Double.isFinite(tallest)) {
            fill(tallest, depths(order));
        } else {
            shorten(order);
        }
        this.last = Arrays.stream(steps).max().orElse(0);
        checkPasses();
    }

    /** The number of a box in the skeleton. */
    int number(String box) {
        Integer number = numbers.get(box);
        if (number == null) {
            throw new LayoutException("a link names " + box + ", which is no box");
        }
        return number;
    }

    int count() {
        return last + 1;
    }

    /** The column of a box, by its number. */
    int column(int box) {
        return last - steps[box];
    }

    /** Puts each box just left of the first that it leads to; returns them, consumers first. */
    private int[] fromTheEnd() {
        int n = steps.length;
        int[] waiting = uses.clone();
        int[] ready = new int[n];
        int end = 0;
        for (int b = 0; b < n; b++) {
            if (waiting[b] == 0) {
                ready[end++] = b;
            }
        }
        for (int next = 0; next < end; next++) {
            int b = ready[next];
            for (int source : sources.get(b)) {
                steps[source] = Math.max(steps[source], steps[b] + 1);
                if (--waiting[source] == 0) {
                    ready[end++] = source;
                }
            }
        }
        if (end < n) {
            throw new LayoutException("the links form a cycle");
        }
        return ready;
    }

    /** The number of boxes on the longest way to each. */
    private int[] depths(int[] consumersFirst) {
        int[] depths = new int[steps.length];
        for (int next = consumersFirst.length - 1; next >= 0; next--) {
            int b = consumersFirst[next];
            for (int source : sources.get(b)) {
                depths[b] = Math.max(depths[b], depths[source] + 1);
            }
        }
        return depths;
    }

    /** Moves boxes between two others to the side to which more links lead, and those that nothing leads to back. */
    private void shorten(int[] consumersFirst) {
        int[] pull = new int[steps.length];
        for (Skeleton.Link link : skeleton.links()) {
            pull[number(link.to())] += link.weight();
            pull[number(link.from())] -= link.weight();
        }
        int[] nearest = new int[steps.length];
        for (int next = consumersFirst.length - 1; next >= 0; next--) {
            int b = consumersFirst[next];
            int step = Integer.MAX_VALUE;
            for (int source : sources.get(b)) {
                step = Math.min(step, steps[source] - 1);
            }
            steps[b] = pull[b] > 0 && uses[b] > 0 ? step : steps[b];
        }
        for (int b : consumersFirst) {
            steps[b] = sources.get(b).isEmpty() && uses[b] > 0 ? nearest[b] + 1 : steps[b];
            for (int source : sources.get(b)) {
                nearest[source] = Math.max(nearest[source], steps[b]);
            }
        }
    }

    private void fill(double tallest, int[] depths) {
        int[] waiting = uses.clone();
        PriorityQueue<Integer> ready = new PriorityQueue<>(
                Comparator.comparingInt((Integer b) -> -depths[b]).thenComparingInt(b -> b));
        for (int b = 0; b < steps.length; b++) {
            if (waiting[b] == 0) {
                ready.add(b);
            }
        }
        // Those that wait for their first consumer do not pass columns yet.
        for (int step = 0; !ready.isEmpty(); step++) {
            double room = tallest - (step == 0 ? 0 : PASSING * ready.size());
            List<Integer> column = new ArrayList<>();
            while (!ready.isEmpty()) {
                double height = skeleton.boxes().get(ready.element()).height() + skeleton.boxGap() - PASSING;
                if (!column.isEmpty() && room < height) {
                    break;
                }
                room -= height;
                column.add(ready.remove());
            }
            for (int b : column) {
                steps[b] = step;
                for (int source : sources.get(b)) {
                    if (--waiting[source] == 0) {
                        ready.add(source);
                    }
                }
            }
        }
    }

    private void checkPasses() {
        long passes = 0;
        for (Skeleton.Link link : skeleton.links()) {
            passes += column(number(link.to())) - column(number(link.from())) - 1;
        }
        if (passes > MAX_PASSES) {
            throw new LayoutException(
                    ("the wires of this picture would pass %,d columns, but the limit is %,d; choose the view heat,"
                                    + " or draw a part of the graph")
                            .formatted(passes, MAX_PASSES));
        }
    }
}
