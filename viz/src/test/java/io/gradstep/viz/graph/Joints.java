package io.gradstep.viz.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Graph;
import io.gradstep.viz.svg.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules that hold for the wires of every circuit: they meet without gaps, and before their ends neither bend back nor
 * level off.
 */
public final class Joints {
    private static final double NO_GAP = 0.01;
    private static final double LEVEL = 1e-6;
    /** Less than a quarter of a line's width is not seen. */
    private static final double UNSEEN = 0.3;
    /** In pixels of height per pixel of width: a wire that levels off by less looks like one curve. */
    private static final double ONE_CURVE = 0.2;

    private Joints() {}

    public static void check(DrawnPicture drawn, Graph graph, String description) {
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                String edge = "e" + i + "_" + k;
                List<Point> own = drawn.wire("n" + graph.operandIndex(i, k));
                List<Point> wire = drawn.wire(edge);
                assertMeet(own.get(own.size() - 1), wire.get(0), description + ", start of " + edge);
                assertThat(bendsBack(descent(wire)))
                        .as(description + ", end of " + edge)
                        .isLessThan(UNSEEN);
                assertThat(levelsOff(descent(wire)))
                        .as(description + ", end of " + edge)
                        .isLessThan(ONE_CURVE);
            }
        }
    }

    private static void assertMeet(Point end, Point start, String what) {
        assertThat(start.x()).as(what).isCloseTo(end.x(), within(NO_GAP));
        assertThat(start.y()).as(what).isCloseTo(end.y(), within(NO_GAP));
    }

    /** The points of a wire after its last level stretch; one where its curves join. */
    private static List<Point> descent(List<Point> wire) {
        List<Point> points = new ArrayList<>(List.of(wire.get(wire.size() - 1)));
        for (int i = wire.size() - 2; i >= 0; i--) {
            Point next = points.get(0);
            if (wire.get(i).equals(next)) {
                continue;
            }
            if (Math.abs(wire.get(i).y() - next.y()) <= LEVEL) {
                break;
            }
            points.add(0, wire.get(i));
        }
        return points;
    }

    /** The height by which a descent goes up to come down again, or the reverse. */
    private static double bendsBack(List<Point> descent) {
        double end = descent.get(descent.size() - 1).y();
        double low = end;
        double high = end;
        double back = 0;
        for (int i = descent.size() - 1; i > 0; i--) {
            double y = descent.get(i - 1).y();
            low = Math.min(low, y);
            high = Math.max(high, y);
            // So far the wire keeps to one side of its end, and leads away from it.
            back = Math.max(back, Math.min(Math.max(high - y, end - low), Math.max(y - low, high - end)));
        }
        return back;
    }

    /** By how much a descent gets less steep before it is steep again: the hook of an arrow. */
    private static double levelsOff(List<Point> descent) {
        double off = 0;
        double steepest = 0;
        double flattest = 0;
        for (int i = 1; i < descent.size(); i++) {
            double width =
                    Math.max(LEVEL, descent.get(i).x() - descent.get(i - 1).x());
            double slope = Math.abs(descent.get(i).y() - descent.get(i - 1).y()) / width;
            if (slope >= steepest) {
                steepest = slope;
                flattest = slope;
            }
            flattest = Math.min(flattest, slope);
            off = Math.max(off, Math.min(steepest, slope) - flattest);
        }
        return off;
    }
}
