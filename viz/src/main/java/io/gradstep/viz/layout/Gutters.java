package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Widens the gaps between columns in which many links climb far, so that their wires can be told apart.
 */
public final class Gutters {
    /** How far all links of a gap may climb before it is widened, in pixels. */
    private static final double CLIMB = 300;

    private static final double WIDTH_PER_CLIMB = 0.04;
    private static final double WIDEST = 64;

    private final Skeleton skeleton;
    private final Placement placement;
    private final Columns columns;

    private Gutters(Skeleton skeleton, Placement placement) {
        this.skeleton = skeleton;
        this.placement = placement;
        this.columns = new Columns(placement.boxes().values());
    }

    /**
     * Widens gaps.
     *
     * @param placement of the skeleton
     * @param room by how much the drawing may get wider, in pixels
     * @return the new placement, or the same if no gap needs more
     */
    public static Placement widened(Skeleton skeleton, Placement placement, double room) {
        return new Gutters(skeleton, placement).widened(room);
    }

    private Placement widened(double room) {
        double[] wider = new double[columns.size()];
        for (Skeleton.Link link : skeleton.links()) {
            List<Point> points = points(link);
            int column = columns.of(placement.box(link.from()));
            for (int k = 1; k < points.size(); k++) {
                wider[column + k] +=
                        Math.abs(points.get(k).y() - points.get(k - 1).y());
            }
        }
        double all = 0;
        for (int c = 0; c < wider.length; c++) {
            wider[c] = Math.max(0, Math.min(WIDEST, WIDTH_PER_CLIMB * (wider[c] - CLIMB)));
            all += wider[c];
        }
        if (all == 0) {
            return placement;
        }
        double share = Math.min(1, room / Math.max(1, all));
        double[] by = new double[wider.length];
        for (int c = 1; c < by.length; c++) {
            by[c] = by[c - 1] + Math.floor(share * wider[c]);
        }
        Map<String, Rect> boxes = new LinkedHashMap<>();
        for (Map.Entry<String, Rect> box : placement.boxes().entrySet()) {
            boxes.put(box.getKey(), box.getValue().plus(by[columns.of(box.getValue())], 0));
        }
        Map<String, Bezier> links = new LinkedHashMap<>();
        for (Skeleton.Link link : skeleton.links()) {
            links.put(link.id(), moved(link, by));
        }
        return new Placement(placement.width() + by[by.length - 1], placement.height(), boxes, links);
    }

    /** The ends of a link and where it passes the middle of each column between. */
    private List<Point> points(Skeleton.Link link) {
        Rect from = placement.box(link.from());
        Rect to = placement.box(link.to());
        Bezier path = placement.link(link.id());
        List<Point> points = new ArrayList<>(List.of(new Point(from.right(), from.centerY())));
        for (int c = columns.of(from) + 1; c < columns.of(to); c++) {
            double x = columns.get(c).center();
            points.add(new Point(x, path.yAt(x)));
        }
        points.add(new Point(to.left(), to.centerY()));
        return points;
    }

    private Bezier moved(Skeleton.Link link, double[] by) {
        List<Point> points = points(link);
        int column = columns.of(placement.box(link.from()));
        for (int k = 0; k < points.size(); k++) {
            points.set(k, points.get(k).plus(by[column + k], 0));
        }
        return Bezier.along(points);
    }
}
