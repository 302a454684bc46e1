package io.gradstep.viz.layout;

import io.gradstep.viz.LayoutException;
import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Spacing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Places large skeletons, for which Graphviz's algorithm takes minutes: boxes in columns by the longest way to the end,
 * columns sorted by the mean position of their neighbours, heights as near to the neighbours' as the boxes leave room.
 *
 * <p>These are the steps of Sugiyama, Tagawa and Toda (1981), each a fixed number of times, so that the time grows with
 * the size and with the columns that links pass, but for sorting. What a box sends past a column goes through it
 * together.
 */
final class LayeredLayout {
    private static final int SORTING_ROUNDS = 6;
    private static final int STRAIGHTENING_ROUNDS = 11;
    private static final int LANE_HEIGHT = 10;

    /**
     * The maximum number of columns that all links together may pass: each is a bend of a line, some fifty bytes of a
     * drawing.
     */
    static final int MAX_PASSES = 100_000;

    /** A box, or a place where links of one box pass a column. */
    private static final class Item {
        final int column;
        final double height;
        final List<Item> left = new ArrayList<>();
        final List<Item> right = new ArrayList<>();
        double wish;
        int wishes;
        double position;
        double y;

        Item(int column, double height) {
            this.column = column;
            this.height = height;
        }
    }

    private final Skeleton skeleton;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] columns;
    private final List<List<Item>> items = new ArrayList<>();
    private final List<Item> boxes = new ArrayList<>();
    private final Map<Long, Item> lanes = new HashMap<>();
    private final double[] lefts;
    private final double[] widths;

    private LayeredLayout(Skeleton skeleton) {
        this.skeleton = skeleton;
        for (Skeleton.Box box : skeleton.boxes()) {
            numbers.put(box.id(), numbers.size());
        }
        this.columns = columns();
        checkPasses();
        int count = Arrays.stream(columns).max().orElse(0) + 1;
        this.lefts = new double[count];
        this.widths = new double[count];
        for (int c = 0; c < count; c++) {
            items.add(new ArrayList<>());
        }
        for (int b = 0; b < columns.length; b++) {
            Skeleton.Box box = skeleton.boxes().get(b);
            widths[columns[b]] = Math.max(widths[columns[b]], box.width());
            boxes.add(added(new Item(columns[b], box.height())));
        }
        skeleton.links().forEach(this::join);
    }

    /** Places a skeleton; equal skeletons get equal placements. */
    static Placement of(Skeleton skeleton) {
        LayeredLayout layout = new LayeredLayout(skeleton);
        layout.sort();
        layout.straighten();
        return layout.placement();
    }

    private int number(String box) {
        Integer number = numbers.get(box);
        if (number == null) {
            throw new LayoutException("a link names " + box + ", which is no box");
        }
        return number;
    }

    /** Each box just left of the first that it leads to. */
    private int[] columns() {
        int n = skeleton.boxes().size();
        List<List<Integer>> sources = new ArrayList<>();
        int[] waiting = new int[n];
        for (int b = 0; b < n; b++) {
            sources.add(new ArrayList<>());
        }
        for (Skeleton.Link link : skeleton.links()) {
            sources.get(number(link.to())).add(number(link.from()));
            waiting[number(link.from())]++;
        }
        int[] ready = new int[n];
        int end = 0;
        for (int b = 0; b < n; b++) {
            if (waiting[b] == 0) {
                ready[end++] = b;
            }
        }
        int[] steps = new int[n];
        int most = 0;
        for (int next = 0; next < end; next++) {
            int b = ready[next];
            most = Math.max(most, steps[b]);
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
        int last = most;
        return Arrays.stream(steps).map(step -> last - step).toArray();
    }

    private void checkPasses() {
        long passes = 0;
        for (Skeleton.Link link : skeleton.links()) {
            passes += columns[number(link.to())] - columns[number(link.from())] - 1;
        }
        if (passes > MAX_PASSES) {
            throw new LayoutException(
                    ("the wires of this picture would pass %,d columns, but the limit is %,d; choose the view heat,"
                                    + " or draw a part of the graph")
                            .formatted(passes, MAX_PASSES));
        }
    }

    private Item added(Item item) {
        items.get(item.column).add(item);
        return item;
    }

    private void join(Skeleton.Link link) {
        int from = number(link.from());
        Item to = boxes.get(number(link.to()));
        Item last = boxes.get(from);
        for (int c = last.column + 1; c < to.column; c++) {
            Item lane = lanes.get(key(from, c));
            if (lane == null) {
                lane = added(new Item(c, LANE_HEIGHT));
                lanes.put(key(from, c), lane);
                connect(last, lane);
            }
            last = lane;
        }
        connect(last, to);
    }

    private static long key(int box, int column) {
        return ((long) column << Integer.SIZE) | box;
    }

    private static void connect(Item a, Item b) {
        a.right.add(b);
        b.left.add(a);
    }

    /** Sorts columns from the last to the first and back, for few crossings. */
    private void sort() {
        for (List<Item> column : items) {
            number(column);
        }
        for (int c = items.size() - 2; c >= 0; c--) {
            askRight(items.get(c + 1));
            sortByWish(items.get(c));
        }
        for (int round = 0; round < SORTING_ROUNDS; round++) {
            boolean rightwards = round % 2 == 0;
            for (int k = 1; k < items.size(); k++) {
                List<Item> column = items.get(rightwards ? k : items.size() - 1 - k);
                for (Item item : column) {
                    item.wish = mean(rightwards ? item.left : item.right, item.position);
                }
                sortByWish(column);
            }
        }
    }

    /** Orders the sources of one box: the first asks for a place a little above the box, the last below. */
    private static void askRight(List<Item> column) {
        double step = 1.0 / column.size();
        for (Item item : column) {
            int count = item.left.size();
            for (int k = 0; k < count; k++) {
                Item source = item.left.get(k);
                double wish = item.position + step * ((k + 0.5) / count - 0.5);
                source.wishes++;
                source.wish += (wish - source.wish) / source.wishes;
            }
        }
    }

    private static double mean(List<Item> neighbours, double otherwise) {
        double sum = 0;
        for (Item neighbour : neighbours) {
            sum += neighbour.position;
        }
        return neighbours.isEmpty() ? otherwise : sum / neighbours.size();
    }

    private static void sortByWish(List<Item> column) {
        column.sort(Comparator.comparingDouble(item -> item.wish));
        number(column);
    }

    private static void number(List<Item> column) {
        for (int k = 0; k < column.size(); k++) {
            column.get(k).position = (k + 0.5) / column.size();
        }
    }

    private void straighten() {
        for (int round = 0; round < STRAIGHTENING_ROUNDS; round++) {
            boolean rightwards = round % 2 == 1;
            for (int k = 0; k < items.size(); k++) {
                List<Item> column = items.get(rightwards ? k : items.size() - 1 - k);
                settle(column, round == STRAIGHTENING_ROUNDS - 1, rightwards);
            }
        }
    }

    /** Moves the boxes of a column as near to their neighbours' heights as they have room. */
    private void settle(List<Item> column, boolean both, boolean byLeft) {
        double[] wished = new double[column.size()];
        double[] offsets = new double[column.size()];
        for (int k = 0; k < wished.length; k++) {
            Item item = column.get(k);
            double sum = 0;
            int count = 0;
            for (Item neighbour : both || byLeft ? item.left : List.<Item>of()) {
                sum += neighbour.y;
                count++;
            }
            for (Item neighbour : both || !byLeft ? item.right : List.<Item>of()) {
                sum += neighbour.y;
                count++;
            }
            wished[k] = count == 0 ? item.y : sum / count;
            if (k > 0) {
                Item above = column.get(k - 1);
                offsets[k] = offsets[k - 1] + (above.height + item.height) / 2 + skeleton.boxGap();
            }
        }
        double[] ys = Spacing.byOffsets(wished, offsets);
        for (int k = 0; k < ys.length; k++) {
            column.get(k).y = ys[k];
        }
    }

    private Placement placement() {
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Item box : boxes) {
            top = Math.min(top, box.y - box.height / 2);
            bottom = Math.max(bottom, box.y + box.height / 2);
        }
        for (int c = 1; c < lefts.length; c++) {
            lefts[c] = lefts[c - 1] + widths[c - 1] + skeleton.columnGap();
        }
        Map<String, Rect> rects = new LinkedHashMap<>();
        for (int b = 0; b < columns.length; b++) {
            Skeleton.Box box = skeleton.boxes().get(b);
            rects.put(box.id(), Rect.around(center(columns[b]), boxes.get(b).y - top, box.width(), box.height()));
        }
        Map<String, Bezier> links = new LinkedHashMap<>();
        for (Skeleton.Link link : skeleton.links()) {
            links.put(link.id(), path(link, top));
        }
        int last = lefts.length - 1;
        return new Placement(lefts[last] + widths[last], bottom - top, rects, links);
    }

    private double center(int column) {
        return lefts[column] + widths[column] / 2;
    }

    private Bezier path(Skeleton.Link link, double top) {
        int from = number(link.from());
        int to = number(link.to());
        List<Point> points = new ArrayList<>();
        double start = center(columns[from]) + skeleton.boxes().get(from).width() / 2.0;
        points.add(new Point(start, boxes.get(from).y - top));
        for (int c = columns[from] + 1; c < columns[to]; c++) {
            Item lane = Objects.requireNonNull(lanes.get(key(from, c)));
            lineTo(points, new Point(center(c), lane.y - top));
        }
        double end = center(columns[to]) - skeleton.boxes().get(to).width() / 2.0;
        lineTo(points, new Point(end, boxes.get(to).y - top));
        return new Bezier(points);
    }

    private static void lineTo(List<Point> points, Point to) {
        Point from = points.get(points.size() - 1);
        double dx = (to.x() - from.x()) / 3;
        double dy = (to.y() - from.y()) / 3;
        points.add(from.plus(dx, dy));
        points.add(to.plus(-dx, -dy));
        points.add(to);
    }
}
