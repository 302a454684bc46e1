package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.viz.graph.DrawnPicture;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.layout.LayeredLayout;
import io.gradstep.viz.layout.Layout;
import io.gradstep.viz.layout.Placement;
import io.gradstep.viz.svg.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/**
 * Our own layout against Graphviz's {@code dot}, or its port to Java where it is not installed, over all circuits of
 * the gallery. Prints a table of both.
 */
class LayoutQualityTest {
    /** Nearer wires are one line on the screen. */
    private static final double ONE_LINE = 0.5;

    /**
     * What is seen of the wires of a circuit.
     *
     * @param crossings of wires of different values
     * @param length of all wires together, in pixels
     * @param bends the number of their curved pieces
     */
    private record Quality(int crossings, double length, int bends, double width, double height) {
        static Quality of(Graph graph, CircuitView view, Placement placement) {
            DrawnPicture drawn = new DrawnPicture(view.draw(placement));
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < graph.size(); i++) {
                for (int k = 0; k < graph.operandCount(i); k++) {
                    wires.add(Wire.of(drawn, graph.operandIndex(i, k), "e" + i + "_" + k));
                }
            }
            int crossings = 0;
            for (int i = 0; i < wires.size(); i++) {
                for (Wire other : wires.subList(0, i)) {
                    crossings += wires.get(i).crossings(other);
                }
            }
            double length = wires.stream().mapToDouble(Wire::length).sum();
            int bends = wires.stream().mapToInt(Wire::bends).sum();
            return new Quality(crossings, length, bends, placement.width(), placement.height());
        }

        Quality plus(Quality other) {
            return new Quality(
                    crossings + other.crossings,
                    length + other.length,
                    bends + other.bends,
                    width + other.width,
                    height + other.height);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%3d crossings, length %5.0f, %3d bends, %5.0f × %4.0f",
                    crossings,
                    length,
                    bends,
                    width,
                    height);
        }
    }

    /** Points along a wire, which runs from left to right. */
    private record Wire(int from, List<Point> points, int bends) {
        static Wire of(DrawnPicture drawn, int from, String id) {
            Element path =
                    (Element) drawn.group(id).getElementsByTagName("path").item(0);
            long curves = path.getAttribute("d").chars().filter(c -> c == 'C').count();
            return new Wire(from, drawn.wire(id), (int) curves);
        }

        double length() {
            double sum = 0;
            for (int i = 1; i < points.size(); i++) {
                Point before = points.get(i - 1);
                sum += Math.hypot(points.get(i).x() - before.x(), points.get(i).y() - before.y());
            }
            return sum;
        }

        /** How often another wire goes from above this one to below or back; those of one value may share their way. */
        int crossings(Wire other) {
            double left = Math.max(points.get(0).x(), other.points.get(0).x());
            double right = Math.min(last().x(), other.last().x());
            int count = 0;
            double side = 0;
            for (double x = left; x <= right && from != other.from; x++) {
                double above = yAt(x) - other.yAt(x);
                if (Math.abs(above) > ONE_LINE) {
                    count += side * above < 0 ? 1 : 0;
                    side = Math.signum(above);
                }
            }
            return count;
        }

        private Point last() {
            return points.get(points.size() - 1);
        }

        private double yAt(double x) {
            int low = 0;
            int high = points.size() - 1;
            while (high - low > 1) {
                int middle = (low + high) / 2;
                low = points.get(middle).x() <= x ? middle : low;
                high = points.get(middle).x() <= x ? high : middle;
            }
            Point a = points.get(low);
            Point b = points.get(high);
            return a.y() + (b.y() - a.y()) * (b.x() == a.x() ? 0 : (x - a.x()) / (b.x() - a.x()));
        }
    }

    @Test
    void our_layout_crosses_no_more_wires_than_dot_and_needs_no_more_room() {
        Quality nothing = new Quality(0, 0, 0, 0, 0);
        Quality allByDot = nothing;
        Quality allByUs = nothing;
        List<Illustration> illustrations = Gallery.ofTheNotes().show(line -> {}).stream()
                .flatMap(report -> report.illustrations().stream())
                .toList();
        for (Illustration illustration : illustrations) {
            CircuitView view = new CircuitView(illustration.graph(), true);
            Quality byDot = Quality.of(illustration.graph(), view, Layout.of(view.skeleton()));
            Quality byUs = Quality.of(illustration.graph(), view, LayeredLayout.of(view.skeleton()));
            System.out.printf("%-22s dot %s%n%22s our %s%n", illustration.name(), byDot, "", byUs);

            assertThat(byUs.crossings()).as(illustration.name()).isLessThanOrEqualTo(byDot.crossings());
            assertThat(byUs.length()).as(illustration.name()).isLessThan(1.02 * byDot.length());
            assertThat(byUs.width()).as(illustration.name()).isLessThanOrEqualTo(byDot.width());
            assertThat(byUs.height()).as(illustration.name()).isLessThan(1.02 * byDot.height());
            allByDot = allByDot.plus(byDot);
            allByUs = allByUs.plus(byUs);
        }
        System.out.printf("%-22s dot %s%n%22s our %s%n", "together", allByDot, "", allByUs);
        assertThat(allByUs.length()).isLessThan(allByDot.length());
        assertThat(allByUs.bends()).isLessThan(allByDot.bends() * 11 / 10);
    }
}
