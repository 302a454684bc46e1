package io.gradstep.demos.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.demos.examples.AsianOption.Estimate;
import io.gradstep.engine.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsianOptionTest {
    private static final int STEPS = 16;
    private static final int PATHS = 20_000;

    /**
     * The geometric mean of n prices is lognormal: ln G has the mean ln S + (r − σ²/2)T(n + 1)/2n and the variance
     * σ²T(n + 1)(2n + 1)/6n² (Kemna and Vorst, 1990). Price, delta and vega: mpmath, from Black's formula and its
     * numerical derivatives at 30 digits.
     */
    @Test
    void greeks_of_a_geometric_mean_are_those_of_its_closed_form() {
        AsianOption call = new AsianOption(
                100,
                0.05,
                1,
                STEPS,
                prices -> Value.mean(prices.stream().map(Value::log).toList()).exp());

        List<Estimate> estimates = call.simulate(100, 0.2, PATHS, 1);

        double[] exact = {5.84167235467, 0.58392479121, 20.7967528613};
        for (int k = 0; k < exact.length; k++) {
            Estimate estimate = estimates.get(k);
            assertThat((estimate.mean() - exact[k]) / estimate.standardError())
                    .as("deviation of %s in standard errors", estimate)
                    .isCloseTo(0, within(3.0));
            assertThat(estimate.standardError()).isLessThan(exact[k] / 50);
        }
    }

    @Test
    void standard_errors_fall_with_the_root_of_the_number_of_paths() {
        AsianOption call = new AsianOption(100, 0.05, 1, STEPS, Value::mean);

        List<Estimate> few = call.simulate(100, 0.2, PATHS / 4, 1);
        List<Estimate> many = call.simulate(100, 0.2, PATHS, 1);

        for (int k = 0; k < few.size(); k++) {
            assertThat(few.get(k).standardError() / many.get(k).standardError()).isCloseTo(2, within(0.1));
        }
    }

    /**
     * On the same random numbers, a bumped price differs by the pathwise derivative, but for paths that meet the
     * strike.
     */
    @Test
    void greeks_of_an_arithmetic_mean_are_the_slopes_of_its_price() {
        AsianOption call = new AsianOption(100, 0.05, 1, STEPS, Value::mean);
        List<Estimate> estimates = call.simulate(100, 0.2, PATHS, 7);

        double bump = 1e-3;
        double delta = (price(call, 100 + bump, 0.2) - price(call, 100 - bump, 0.2)) / (2 * bump);
        double vega = (price(call, 100, 0.2 + bump) - price(call, 100, 0.2 - bump)) / (2 * bump);

        assertThat(estimates.get(1).mean()).isCloseTo(delta, within(1e-4));
        assertThat(estimates.get(2).mean()).isCloseTo(vega, within(0.02));
    }

    private static double price(AsianOption option, double spot, double volatility) {
        return option.simulate(spot, volatility, PATHS, 7).get(0).mean();
    }
}
