package io.gradstep.demos.examples;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The Lotka–Volterra equations of hares u and lynxes v, u′ = (α − βv)u and v′ = (δu − γ)v, fitted to counts. The
 * gradient goes through every stage of the solver.
 */
public final class PredatorPrey {
    private static final int STEPS_A_YEAR = 20;

    /** Thousands of pelts that the Hudson's Bay Company bought, 1900 to 1920 (Howard, "Modeling Basics", 2009). */
    static final double[][] PELTS = {
        {30.0, 4.0}, {47.2, 6.1}, {70.2, 9.8}, {77.4, 35.2}, {36.3, 59.4}, {20.6, 41.7}, {18.1, 19.0},
        {21.4, 13.0}, {22.0, 8.3}, {25.4, 9.1}, {27.1, 7.4}, {40.3, 8.0}, {57.0, 12.3}, {76.6, 19.5},
        {52.3, 45.7}, {19.5, 51.1}, {11.2, 29.7}, {7.6, 15.8}, {14.6, 9.7}, {16.2, 10.1}, {24.7, 8.6}
    };

    /** Compiles ln u and ln v after 0, 1, 2, … years, as functions of α, β, γ, δ, u(0) and v(0). */
    static CompiledFunction logPopulations(int years) {
        List<Value> p = List.of(
                Value.of(0.5, "alpha"),
                Value.of(0.03, "beta"),
                Value.of(0.8, "gamma"),
                Value.of(0.02, "delta"),
                Value.of(30, "u0"),
                Value.of(4, "v0"));
        UnaryOperator<List<Value>> slope = state -> {
            Value u = state.get(0);
            Value v = state.get(1);
            Value growth = p.get(0).sub(p.get(1).mul(v));
            return List.of(growth.mul(u), p.get(3).mul(u).sub(p.get(2)).mul(v));
        };
        List<Value> outputs = new ArrayList<>();
        List<Value> state = p.subList(4, 6);
        for (int year = 0; year <= years; year++) {
            state.forEach(population -> outputs.add(population.log()));
            for (int i = 0; i < STEPS_A_YEAR; i++) {
                state = step(slope, state, 1.0 / STEPS_A_YEAR);
            }
        }
        return CompiledFunction.builder(outputs).parameters(p).build();
    }

    /** One step of the classic Runge–Kutta method. */
    private static List<Value> step(UnaryOperator<List<Value>> slope, List<Value> y, double h) {
        List<Value> k1 = slope.apply(y);
        List<Value> k2 = slope.apply(along(y, k1, h / 2));
        List<Value> k3 = slope.apply(along(y, k2, h / 2));
        List<Value> k4 = slope.apply(along(y, k3, h));
        return along(along(along(along(y, k1, h / 6), k2, h / 3), k3, h / 3), k4, h / 6);
    }

    private static List<Value> along(List<Value> y, List<Value> slope, double h) {
        List<Value> moved = new ArrayList<>();
        for (int i = 0; i < y.size(); i++) {
            moved.add(y.get(i).add(slope.get(i).mul(h)));
        }
        return moved;
    }

    /** Finds α, β, γ, δ, u(0) and v(0) by least squares of logarithms: errors of counts are relative. */
    static double[] fit(double[][] counts) {
        double[] logs = Arrays.stream(counts)
                .flatMapToDouble(Arrays::stream)
                .map(Math::log)
                .toArray();
        double[] start = {0.5, 0.02, 1, 0.02, counts[0][0], counts[0][1]};
        return Calibration.fit(logPopulations(counts.length - 1), logs, start);
    }

    public static void main(String[] args) {
        System.out.println(Arrays.toString(fit(PELTS)));
    }
}
