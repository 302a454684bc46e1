package io.gradstep.demos.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.compile.CompiledFunction;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The programs that fit by least squares, against parameters that others published. */
class CalibrationTest {
    /**
     * QuantLib's test of its SABR interpolation (interpolations.cpp): strikes 0.03, 0.032 … 0.09 and their
     * volatilities.
     */
    private static final double[] QUANTLIB_VOLATILITIES = {
        1.16725837321531, 1.15226075991385, 1.13829711098834, 1.12524190877505, 1.11299079244474, 1.10145609357162,
        1.09056348513411, 1.08024942745106, 1.07045919457758, 1.06114533019077, 1.05226642581503, 1.04378614411707,
        1.03567243073732, 1.0278968727451, 1.02043417226345, 1.01326171139321, 1.00635919013311, 0.999708323124949,
        0.993292584155381, 0.987096989695393, 0.98110791455717, 0.975312934134512, 0.969700688771689, 0.964260766651027,
        0.958983602256592, 0.953860388001395, 0.948882997029509, 0.944043915545469, 0.939336183299237,
                0.934753341079515,
        0.930289384251337
    };

    private static final double[] QUANTLIB_STRIKES = new double[QUANTLIB_VOLATILITIES.length];

    static {
        Arrays.setAll(QUANTLIB_STRIKES, i -> 0.03 + 0.002 * i);
    }

    @Test
    void a_sabr_smile_is_that_of_quantlib() {
        SabrSmile smile = new SabrSmile(0.6);
        SabrSmile.Parameters parameters = new SabrSmile.Parameters(0.3, 0.01, 0.02);
        for (int i = 0; i < QUANTLIB_STRIKES.length; i++) {
            assertThat(smile.volatility(parameters, 0.039, QUANTLIB_STRIKES[i], 1))
                    .isCloseTo(QUANTLIB_VOLATILITIES[i], within(1e-12));
        }
    }

    @Test
    void a_sabr_smile_gives_its_parameters_back() {
        SabrSmile.Parameters found = new SabrSmile(0.6).calibrate(0.039, 1, QUANTLIB_STRIKES, QUANTLIB_VOLATILITIES);

        // The volatilities have 15 digits, and so little ν leaves ρ ill-determined.
        assertThat(found.alpha()).isCloseTo(0.3, within(1e-10));
        assertThat(found.rho()).isCloseTo(0.01, within(1e-6));
        assertThat(found.nu()).isCloseTo(0.02, within(1e-6));
    }

    /**
     * Hagan's own formula at the money, 2.18: α/f¹⁻ᵝ·(1 + (b²/24·α²/f²ᵇ + ρβνα/4fᵇ + (2 − 3ρ²)/24·ν²)T) with b = 1 − β.
     */
    @Test
    void at_the_money_the_smile_passes_through_the_limit() {
        SabrSmile smile = new SabrSmile(0.5);
        SabrSmile.Parameters parameters = new SabrSmile.Parameters(0.04, -0.2, 0.5);
        double level = 0.04 / Math.sqrt(0.035);
        double limit =
                level * (1 + 5 * (level * level / 96 - 0.2 * 0.5 * 0.5 * level / 4 + (2 - 3 * 0.04) / 24 * 0.25));

        assertThat(smile.volatility(parameters, 0.035, 0.035, 5)).isCloseTo(limit, within(1e-15));
        double below = smile.volatility(parameters, 0.035, 0.035 * (1 - 1e-7), 5);
        double above = smile.volatility(parameters, 0.035, 0.035 * (1 + 1e-7), 5);
        assertThat((below + above) / 2).isCloseTo(limit, within(1e-13));
    }

    /** The parameters of the curve in the documentation of nelson-siegel-svensson 0.5 (PyPI), "Usage". */
    @Test
    void a_svensson_curve_gives_its_parameters_back() {
        SvenssonCurve curve = new SvenssonCurve();
        double[] published = {0.028, -0.03, -0.04, -0.015, 1.1, 4.0};
        double[] maturities = {0.25, 0.5, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30};
        double[] yields =
                Arrays.stream(maturities).map(m -> yieldOf(published, m)).toArray();

        double[] found = curve.fit(maturities, yields, new double[] {0.03, -0.02, -0.02, 0, 1, 5});

        assertThat(found).containsExactly(published, within(1e-9));
        assertThat(curve.yieldOf(found, 8)).isCloseTo(yieldOf(published, 8), within(1e-14));
    }

    private static double yieldOf(double[] p, double m) {
        double first = Math.exp(-m / p[4]);
        double second = Math.exp(-m / p[5]);
        double slope = (1 - first) * p[4] / m;
        return p[0] + p[1] * slope + p[2] * (slope - first) + p[3] * ((1 - second) * p[5] / m - second);
    }

    /**
     * The best parameters to seven digits, and their standard errors: scipy 1.15's {@code least_squares} over {@code
     * solve_ivp(method="DOP853", rtol=1e-11)}. They lie within a standard error of the posterior means that Carpenter's
     * case study "Predator-Prey Population Dynamics" (2018) has from Stan: 0.55, 0.028, 0.80, 0.024, 33.96 and 5.95.
     */
    @Test
    void hares_and_lynxes_are_fitted_as_by_another_solver() {
        double[] scipy = {0.540159109, 0.0271653644, 0.796385875, 0.0236946315, 34.6024259, 5.84450652};
        double[] errors = {0.0595, 0.00384, 0.0839, 0.00329, 2.93, 0.479};

        double[] found = PredatorPrey.fit(PredatorPrey.PELTS);

        for (int k = 0; k < scipy.length; k++) {
            assertThat(found[k]).as("parameter %d", k).isCloseTo(scipy[k], within(1e-4 * errors[k]));
        }
    }

    /** The equations and their variational equations, solved for t = 5 by mpmath's {@code odefun} at 20 digits. */
    @Test
    void gradients_through_the_solver_are_the_sensitivities_of_the_equations() {
        CompiledFunction populations = PredatorPrey.logPopulations(5);
        double[] parameters = {0.55, 0.028, 0.8, 0.024, 34, 6};
        double[] gradient = new double[6];

        double hares = populations.gradient(10, parameters, new double[0], gradient, new double[0]);
        assertThat(hares).isCloseTo(2.94153234167, within(1e-6));
        assertThat(gradient)
                .containsExactly(
                        new double[] {
                            -4.30638576477,
                            20.6606126667,
                            1.91015947881,
                            -101.564432476,
                            -0.0422807758656,
                            0.0964161924447
                        },
                        within(1e-4));

        double lynxes = populations.gradient(11, parameters, new double[0], gradient, new double[0]);
        assertThat(lynxes).isCloseTo(3.66162457201, within(1e-6));
        assertThat(gradient)
                .containsExactly(
                        new double[] {
                            0.708979947024,
                            -47.7691506779,
                            0.138537899832,
                            -37.0771076344,
                            -0.0261720759772,
                            -0.0562560364971
                        },
                        within(1e-4));
    }
}
