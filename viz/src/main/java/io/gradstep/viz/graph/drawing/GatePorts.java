package io.gradstep.viz.graph.drawing;

import io.gradstep.viz.svg.Direction;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Spacing;
import java.util.ArrayList;
import java.util.List;

/** The points where wires arrive at a gate: around its left side, operands in order from top to bottom. */
final class GatePorts {
    /** The gap between the gate's outline and the tip of an arrow. */
    static final double GAP = 1.5;

    private static final double RADIUS = CircuitNode.GATE / 2;
    private static final double STEEPEST = Math.toRadians(57);
    private static final double APART = Math.toRadians(38);

    /** The tip of an arrow, and the direction from which it comes. */
    record Landing(Point tip, Direction away) {}

    private GatePorts() {}

    /** The centre of a round gate at the left end of a box. */
    static Point center(Rect box) {
        return new Point(box.left() + RADIUS, box.centerY());
    }

    /**
     * Chooses where wires land on a gate at the left end of a box.
     *
     * @param ports the heights on a tall gate, from its middle; empty for a round one
     * @param origins where the wires set out on their last stretch, in the order of the operands
     */
    static List<Landing> landings(Rect box, List<Double> ports, List<Point> origins) {
        return ports.isEmpty() ? onRoundGate(box, origins) : onTallGate(box, ports);
    }

    /** One below the other on the straight side. */
    private static List<Landing> onTallGate(Rect box, List<Double> ports) {
        return ports.stream()
                .map(y -> new Landing(new Point(box.left() - GAP, box.centerY() + y), Direction.LEFT))
                .toList();
    }

    /** Each from where it comes, as far as order and distance allow. */
    private static List<Landing> onRoundGate(Rect box, List<Point> origins) {
        Point center = center(box);
        double[] wished = origins.stream()
                .mapToDouble(origin -> Math.atan2(origin.y() - center.y(), center.x() - origin.x()))
                .map(angle -> Math.max(-STEEPEST, Math.min(STEEPEST, angle)))
                .toArray();
        List<Landing> landings = new ArrayList<>();
        for (double angle : Spacing.apart(wished, APART, -STEEPEST, STEEPEST)) {
            Direction away = Direction.leftAndDown(angle);
            landings.add(new Landing(center.plus(away, RADIUS + GAP), away));
        }
        return landings;
    }
}
