package io.gradstep.demos.examples;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.Arrays;
import java.util.List;

/**
 * Svensson's yield curve, fitted to yields.
 *
 * <p>Source: Svensson, "Estimating and Interpreting Forward Interest Rates", NBER working paper 4871 (1994).
 */
public final class SvenssonCurve {
    private final CompiledFunction yield;

    /** Compiles the formula. Its parameters are β₀ … β₃, ln τ₁ and ln τ₂; its input is the maturity. */
    SvenssonCurve() {
        List<Value> p = List.of(
                Value.of(0, "beta0"),
                Value.of(0, "beta1"),
                Value.of(0, "beta2"),
                Value.of(0, "beta3"),
                Value.of(0, "ln tau1"),
                Value.of(0, "ln tau2"));
        Value maturity = Value.constant(1);
        Value first = maturity.div(p.get(4).exp());
        Value second = maturity.div(p.get(5).exp());
        Value value = p.get(0)
                .add(p.get(1).mul(slope(first)))
                .add(p.get(2).mul(hump(first)))
                .add(p.get(3).mul(hump(second)));
        yield = CompiledFunction.builder(value)
                .parameters(p)
                .inputs(List.of(maturity))
                .build();
    }

    /** (1 − e⁻ˣ)/x, from 1 at x = 0 down to 0. */
    private static Value slope(Value x) {
        return x.neg().expm1().div(x.neg());
    }

    private static Value hump(Value x) {
        return slope(x).sub(x.neg().exp());
    }

    /** The yield of a zero-coupon bond, for β₀ … β₃, τ₁ and τ₂ and a maturity in years. */
    double yieldOf(double[] parameters, double maturity) {
        return yield.value(withLogs(parameters), new double[] {maturity});
    }

    /** Finds β₀ … β₃, τ₁ and τ₂ from yields. */
    double[] fit(double[] maturities, double[] yields, double[] start) {
        double[][] samples =
                Arrays.stream(maturities).mapToObj(m -> new double[] {m}).toArray(double[][]::new);
        double[] best = Calibration.fit(yield, samples, yields, withLogs(start));
        best[4] = Math.exp(best[4]);
        best[5] = Math.exp(best[5]);
        return best;
    }

    private static double[] withLogs(double[] parameters) {
        double[] logs = parameters.clone();
        logs[4] = Math.log(logs[4]);
        logs[5] = Math.log(logs[5]);
        return logs;
    }

    public static void main(String[] args) {
        double[] maturities = {0.5, 1, 2, 3, 4, 5, 10, 15, 20, 25, 30};
        double[] yields = {0.011, 0.013, 0.016, 0.019, 0.021, 0.026, 0.03, 0.035, 0.037, 0.038, 0.04};
        SvenssonCurve curve = new SvenssonCurve();
        double[] parameters = curve.fit(maturities, yields, new double[] {0.03, -0.03, 0, 0, 1, 5});
        System.out.println(Arrays.toString(parameters));
        for (double maturity : maturities) {
            System.out.printf("%4.1f years: %.4f%n", maturity, curve.yieldOf(parameters, maturity));
        }
    }
}
