package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Places skeletons without any engine: boxes in {@link Layers columns}, columns {@link Crossings sorted} so that few
 * links cross, heights chosen so that long links and those of a large weight are {@link Heights straight}.
 *
 * <p>These are the steps of Sugiyama, Tagawa and Toda (1981), each a fixed number of times, so that the time grows with
 * the size and with the columns that links pass, but for sorting. What a box sends past a column goes through it
 * together.
 */
public final class LayeredLayout {
    private static final int LANE_HEIGHT = 10;

    // As in Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs" (1993), section 4.
    private static final int BETWEEN_LANES = 8;
    private static final int BESIDE_A_LANE = 2;

    /** A box, or a place where links of one box pass a column. */
    static final class Item {
        final int column;
        final double height;
        final boolean lane;
        final List<Piece> left = new ArrayList<>();
        final List<Piece> right = new ArrayList<>();
        double y;
        /** From the top of its column, once that is sorted. */
        int position;

        Item(int column, double height, boolean lane) {
            this.column = column;
            this.height = height;
            this.lane = lane;
        }
    }

    /** The part of links between two neighbouring columns. */
    static final class Piece {
        final Item from;
        final Item to;
        final double weight;
        /** The place at which it arrives, from the top of all places of its column, once that is sorted. */
        int arrival;

        Piece(Item from, Item to, double weight) {
            this.from = from;
            this.to = to;
            this.weight = weight;
        }
    }

    private final Skeleton skeleton;
    private final Layers layers;
    private final List<List<Item>> columns = new ArrayList<>();
    private final List<Item> boxes = new ArrayList<>();
    private final Map<Long, Item> lanes = new HashMap<>();
    private final double[] lefts;
    private final double[] widths;

    private LayeredLayout(Skeleton skeleton, double tallest) {
        this.skeleton = skeleton;
        this.layers = new Layers(skeleton, tallest);
        this.lefts = new double[layers.count()];
        this.widths = new double[layers.count()];
        for (int c = 0; c < layers.count(); c++) {
            columns.add(new ArrayList<>());
        }
        for (int b = 0; b < skeleton.boxes().size(); b++) {
            Skeleton.Box box = skeleton.boxes().get(b);
            int column = layers.column(b);
            widths[column] = Math.max(widths[column], box.width());
            boxes.add(added(new Item(column, box.height(), false)));
        }
        skeleton.links().forEach(this::join);
    }

    /** Places a skeleton; equal skeletons get equal placements. */
    public static Placement of(Skeleton skeleton) {
        return of(skeleton, Double.POSITIVE_INFINITY);
    }

    /**
     * Places a skeleton in columns that are not taller than given, as far as single boxes and passing links allow.
     *
     * @param tallest in pixels
     */
    public static Placement of(Skeleton skeleton, double tallest) {
        LayeredLayout layout = new LayeredLayout(skeleton, tallest);
        new Crossings(layout.columns).sort();
        new Heights(layout.columns, skeleton.boxGap()).straighten();
        return layout.placement();
    }

    private Item added(Item item) {
        columns.get(item.column).add(item);
        return item;
    }

    private void join(Skeleton.Link link) {
        int from = layers.number(link.from());
        Item to = boxes.get(layers.number(link.to()));
        Item last = boxes.get(from);
        for (int c = last.column + 1; c < to.column; c++) {
            Item lane = lanes.get(key(from, c));
            if (lane == null) {
                lane = added(new Item(c, LANE_HEIGHT, true));
                lanes.put(key(from, c), lane);
                connect(last, lane, link.weight());
            }
            last = lane;
        }
        connect(last, to, link.weight());
    }

    private static long key(int box, int column) {
        return ((long) column << Integer.SIZE) | box;
    }

    private static void connect(Item a, Item b, int weight) {
        int length = a.lane && b.lane ? BETWEEN_LANES : a.lane || b.lane ? BESIDE_A_LANE : 1;
        Piece piece = new Piece(a, b, (double) weight * length);
        a.right.add(piece);
        b.left.add(piece);
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
        for (int b = 0; b < boxes.size(); b++) {
            Skeleton.Box box = skeleton.boxes().get(b);
            Item item = boxes.get(b);
            rects.put(box.id(), Rect.around(center(item.column), item.y - top, box.width(), box.height()));
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
        int from = layers.number(link.from());
        int to = layers.number(link.to());
        Item first = boxes.get(from);
        Item last = boxes.get(to);
        List<Point> points = new ArrayList<>();
        double start = center(first.column) + skeleton.boxes().get(from).width() / 2.0;
        points.add(new Point(start, first.y - top));
        for (int c = first.column + 1; c < last.column; c++) {
            Item lane = Objects.requireNonNull(lanes.get(key(from, c)));
            points.add(new Point(center(c), lane.y - top));
        }
        double end = center(last.column) - skeleton.boxes().get(to).width() / 2.0;
        points.add(new Point(end, last.y - top));
        return Bezier.along(points);
    }
}
