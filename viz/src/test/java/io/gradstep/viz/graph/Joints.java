package io.gradstep.viz.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Graph;
import io.gradstep.viz.svg.Point;
import java.util.List;

/** Rules that hold for the wires of every circuit: they meet without gaps, and do not bend back before their ends. */
public final class Joints {
    private static final double NO_GAP = 0.01;
    private static final double LEVEL = 1e-6;
    /** Less than a quarter of a line's width is not seen. */
    private static final double UNSEEN = 0.3;

    private Joints() {}

    public static void check(DrawnPicture drawn, Graph graph, String description) {
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                String edge = "e" + i + "_" + k;
                List<Point> own = drawn.wire("n" + graph.operandIndex(i, k));
                List<Point> wire = drawn.wire(edge);
                assertMeet(own.get(own.size() - 1), wire.get(0), description + ", start of " + edge);
                assertThat(bendsBack(wire)).as(description + ", end of " + edge).isLessThan(UNSEEN);
            }
        }
    }

    private static void assertMeet(Point end, Point start, String what) {
        assertThat(start.x()).as(what).isCloseTo(end.x(), within(NO_GAP));
        assertThat(start.y()).as(what).isCloseTo(end.y(), within(NO_GAP));
    }

    /** The height by which a wire, after its last level stretch, goes up to come down again, or the reverse. */
    private static double bendsBack(List<Point> wire) {
        int last = wire.size() - 1;
        double end = wire.get(last).y();
        double low = end;
        double high = end;
        double back = 0;
        for (int i = last; i > 0 && Math.abs(wire.get(i).y() - wire.get(i - 1).y()) > LEVEL; i--) {
            double y = wire.get(i - 1).y();
            low = Math.min(low, y);
            high = Math.max(high, y);
            // So far the wire keeps to one side of its end, and leads away from it.
            back = Math.max(back, Math.min(Math.max(high - y, end - low), Math.max(y - low, high - end)));
        }
        return back;
    }
}
