package io.gradstep.demos.examples;

import com.google.common.math.Stats;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Price, delta and vega of an Asian call by Monte Carlo, with their standard errors.
 *
 * <p>The payoff of a path is a function of spot, volatility and a standard normal number per step. Its derivatives by
 * spot and volatility are the path's own delta and vega. Because the payoff is continuous, their means over paths are
 * unbiased (Broadie and Glasserman, "Estimating Security Price Derivatives Using Simulation", 1996).
 */
public final class AsianOption {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final int steps;
    private final CompiledFunction payoff;

    /** The mean of a quantity over paths. */
    record Estimate(double mean, double standardError) {}

    /** Compiles the discounted payoff of one path, given what is averaged after each step, and how. */
    AsianOption(double strike, double rate, double expiry, int steps, Function<List<Value>, Value> average) {
        this.steps = steps;
        double dt = expiry / steps;
        Value spot = Value.of(100, "spot");
        Value volatility = Value.of(0.2, "volatility");
        Value drift = volatility.square().div(-2).add(rate).mul(dt);
        Value scale = volatility.mul(Math.sqrt(dt));
        List<Value> normals = new ArrayList<>();
        List<Value> prices = new ArrayList<>();
        Value price = spot;
        for (int i = 0; i < steps; i++) {
            Value normal = Value.constant(0);
            price = price.mul(drift.add(scale.mul(normal)).exp());
            normals.add(normal);
            prices.add(price);
        }
        Value discounted = average.apply(prices).sub(strike).relu().mul(Math.exp(-rate * expiry));
        payoff = CompiledFunction.builder(discounted)
                .parameters(List.of(spot, volatility))
                .inputs(normals)
                .build();
    }

    /** Estimates price, delta and vega, in this order. */
    List<Estimate> simulate(double spot, double volatility, int paths, long seed) {
        Random random = new Random(seed);
        double[][] normals = new double[paths][steps];
        for (double[] path : normals) {
            Arrays.setAll(path, step -> random.nextGaussian());
        }
        double[] prices = new double[paths];
        double[][] greeks = new double[paths][2];
        payoff.byParameters().gradients(new double[] {spot, volatility}, normals, prices, greeks, THREADS);
        return List.of(
                estimate(Arrays.stream(prices)),
                estimate(Arrays.stream(greeks).mapToDouble(each -> each[0])),
                estimate(Arrays.stream(greeks).mapToDouble(each -> each[1])));
    }

    private static Estimate estimate(DoubleStream samples) {
        Stats stats = Stats.of(samples);
        return new Estimate(stats.mean(), Math.sqrt(stats.sampleVariance() / stats.count()));
    }

    public static void main(String[] args) {
        AsianOption call = new AsianOption(100, 0.05, 1, 64, Value::mean);
        System.out.println("price, delta, vega: " + call.simulate(100, 0.2, 100_000, 42));
    }
}
