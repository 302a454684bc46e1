package io.gradstep.demos.examples;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.List;
import org.hipparchus.util.FastMath;

/**
 * The SABR model, calibrated to a volatility smile.
 *
 * <p>Source: Hagan, Kumar, Lesniewski and Woodward, "Managing Smile Risk", Wilmott (2002), equation 2.17a.
 */
public final class SabrSmile {
    private final double beta;
    private final CompiledFunction volatility;

    /** The parameters of one smile. */
    record Parameters(double alpha, double rho, double nu) {}

    /**
     * Compiles the formula for one β. Its parameters are ln α, artanh ρ and ln ν, so that no search leaves the model.
     */
    SabrSmile(double beta) {
        this.beta = beta;
        List<Value> free = List.of(Value.of(0, "ln alpha"), Value.of(0, "artanh rho"), Value.of(0, "ln nu"));
        List<Value> quote = List.of(Value.constant(1), Value.constant(1), Value.constant(1));
        Value black = black(
                free.get(0).exp(), free.get(1).tanh(), free.get(2).exp(), quote.get(0), quote.get(1), quote.get(2));
        volatility =
                CompiledFunction.builder(black).parameters(free).inputs(quote).build();
    }

    private Value black(Value alpha, Value rho, Value nu, Value forward, Value strike, Value expiry) {
        double b = 1 - beta;
        Value distance = forward.div(strike).log();
        Value level = alpha.div(forward.mul(strike).pow(b / 2));
        Value z = nu.div(level).mul(distance);
        Value curvature = rho.square().mul(-3).add(2).div(12);
        // z/x(z) is 0/0 at the money, where its series takes over.
        Value series = rho.mul(z).div(-2).add(1).add(curvature.mul(z.square()));
        Value root = z.square().sub(rho.mul(z).mul(2)).add(1).sqrt();
        Value x = root.add(z).sub(rho).div(rho.rsub(1)).log();
        Value skew = Value.where(z.abs().lessThan(1e-5), series, z.div(x));
        Value width = distance.mul(b).square();
        Value spread = width.div(24).add(width.square().div(1920)).add(1);
        Value ofLevel =
                level.square().mul(b * b / 24).add(level.mul(rho).mul(nu).mul(beta / 4));
        Value growth = ofLevel.add(curvature.div(2).mul(nu.square()));
        return level.mul(skew).mul(growth.mul(expiry).add(1)).div(spread);
    }

    /** The Black volatility of an option. */
    double volatility(Parameters parameters, double forward, double strike, double expiry) {
        return volatility.value(
                new double[] {Math.log(parameters.alpha), FastMath.atanh(parameters.rho), Math.log(parameters.nu)},
                new double[] {forward, strike, expiry});
    }

    /** Finds the parameters whose smile comes nearest to quoted volatilities. */
    Parameters calibrate(double forward, double expiry, double[] strikes, double[] volatilities) {
        double[][] quotes = new double[strikes.length][];
        for (int i = 0; i < quotes.length; i++) {
            quotes[i] = new double[] {forward, strikes[i], expiry};
        }
        double level = volatilities[volatilities.length / 2] * Math.pow(forward, 1 - beta);
        double[] best = Calibration.fit(volatility, quotes, volatilities, new double[] {Math.log(level), 0, -1});
        return new Parameters(Math.exp(best[0]), Math.tanh(best[1]), Math.exp(best[2]));
    }

    public static void main(String[] args) {
        double[] strikes = {0.02, 0.025, 0.03, 0.035, 0.04, 0.05, 0.06};
        double[] quotes = {0.318, 0.275, 0.244, 0.224, 0.214, 0.213, 0.221};
        SabrSmile smile = new SabrSmile(0.5);
        Parameters parameters = smile.calibrate(0.035, 5, strikes, quotes);
        System.out.println(parameters);
        for (double strike : strikes) {
            System.out.printf("%.3f: %.4f%n", strike, smile.volatility(parameters, 0.035, strike, 5));
        }
    }
}
