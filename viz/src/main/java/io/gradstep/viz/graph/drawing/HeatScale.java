package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.svg.Theme;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The colour scale of a node: by its gradient or, before any backward pass, by its value. Two colours for the signs,
 * five shades of each; each shade covers numbers ten times as large as the next lighter one, so that vanishing
 * gradients are visible.
 */
final class HeatScale {
    private static final List<Theme> POSITIVE =
            List.of(Theme.WARM_1, Theme.WARM_2, Theme.WARM_3, Theme.WARM_4, Theme.WARM_5);
    private static final List<Theme> NEGATIVE =
            List.of(Theme.COLD_1, Theme.COLD_2, Theme.COLD_3, Theme.COLD_4, Theme.COLD_5);
    private static final int SHADES = 5;
    private static final MathContext TWO_DIGITS = new MathContext(2);

    private final Graph graph;
    private final boolean ofGradients;
    private final double greatest;

    HeatScale(Graph graph, boolean gradients) {
        this.graph = graph;
        this.ofGradients = gradients && graph.output().hasGrad();
        double most = 0;
        for (int i = 0; i < graph.size(); i++) {
            double number = Math.abs(number(i));
            most = Double.isFinite(number) ? Math.max(most, number) : most;
        }
        this.greatest = most;
    }

    private double number(int i) {
        Value node = graph.node(i);
        return !ofGradients ? node.data() : node.hasGrad() ? node.grad() : 0;
    }

    Theme colour(int i) {
        Value node = graph.node(i);
        if (ofGradients && !node.hasGrad()) {
            return Theme.NO_HEAT;
        }
        double number = number(i);
        if (!Double.isFinite(number)) {
            return Theme.NOT_FINITE;
        }
        return number == 0 ? Theme.ZERO_HEAT : (number > 0 ? POSITIVE : NEGATIVE).get(shade(Math.abs(number)));
    }

    private int shade(double size) {
        double tenths = StrictMath.floor(StrictMath.log10(greatest) - StrictMath.log10(size));
        return (int) Math.max(0, SHADES - 1 - tenths);
    }

    /** All colours with a sign, from the most negative to the most positive, zero between. */
    static List<Theme> bar() {
        return List.of(
                Theme.COLD_5,
                Theme.COLD_4,
                Theme.COLD_3,
                Theme.COLD_2,
                Theme.COLD_1,
                Theme.ZERO_HEAT,
                Theme.WARM_1,
                Theme.WARM_2,
                Theme.WARM_3,
                Theme.WARM_4,
                Theme.WARM_5);
    }

    /** The numbers at the borders of the shades of {@link #bar}, first to last; none if all are zero. */
    List<String> borders() {
        List<String> borders = new ArrayList<>();
        if (greatest > 0) {
            for (int shade = 0; shade < SHADES; shade++) {
                borders.add(border(-greatest, shade));
            }
            for (int shade = SHADES - 1; shade >= 0; shade--) {
                borders.add(border(greatest, shade));
            }
        }
        return borders;
    }

    /** With two digits: the border of a shade is no number that a node has. */
    private static String border(double end, int shade) {
        double border = end / StrictMath.pow(10, shade);
        return Numbers.format(new BigDecimal(border).round(TWO_DIGITS).doubleValue());
    }

    /** The meaning of the colours, in words. */
    String explanation() {
        return (ofGradients ? "gradient" : "value") + ", logarithmic: a factor of 10 per shade";
    }
}
