package io.gradstep.engine.math;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** A source of arguments for accuracy tests: a name, and a function that draws one. */
record ArgumentRange(String name, ToDoubleFunction<Random> next) {
    static ArgumentRange uniform(double from, double to) {
        return new ArgumentRange(from + ".." + to, random -> from + (to - from) * random.nextDouble());
    }

    /** Either sign, magnitudes spread evenly over the binary orders from 2^lowest to 2^highest. */
    static ArgumentRange orders(int lowest, int highest) {
        return new ArgumentRange("orders " + lowest + ".." + highest, random -> {
            double x = Math.scalb(1 + random.nextDouble(), lowest + random.nextInt(highest - lowest));
            return random.nextBoolean() ? x : -x;
        });
    }

    static ArgumentRange positive(ArgumentRange range) {
        return new ArgumentRange("positive " + range.name, random -> Math.abs(range.next.applyAsDouble(random)));
    }

    /** Within some hundred neighbours of k * step for k from lowest to highest: where reductions change over. */
    static ArgumentRange aroundMultiples(double step, int lowest, int highest) {
        return new ArgumentRange("around multiples of " + step, random -> {
            double x = step * (lowest + random.nextInt(highest - lowest + 1));
            return x + Math.ulp(x) * (random.nextInt(401) - 200);
        });
    }

    static ArgumentRange around(double centre) {
        return new ArgumentRange("around " + centre, random -> {
            double x = centre * (1 + Math.scalb(random.nextDouble() - 0.5, -random.nextInt(52)));
            return Math.nextAfter(x, random.nextBoolean() ? 1e9 : -1e9);
        });
    }

    static ArgumentRange subnormal() {
        return new ArgumentRange(
                "subnormal", random -> Double.longBitsToDouble(1 + (random.nextLong() >>> (12 + random.nextInt(51)))));
    }

    static List<ArgumentRange> circle() {
        return List.of(
                uniform(-7, 7),
                uniform(-131072, 131072),
                orders(-80, 17),
                orders(17, 1023),
                aroundMultiples(Math.PI / 64, -200, 200),
                aroundMultiples(Math.PI / 2, -83000, 83000));
    }
}
