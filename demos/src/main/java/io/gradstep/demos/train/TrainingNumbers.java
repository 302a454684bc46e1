package io.gradstep.demos.train;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** How losses, shares and rates are shown in the course of a training. */
public final class TrainingNumbers {
    public static final String NONE = "-";

    private TrainingNumbers() {}

    /** Four significant digits. */
    static String loss(double loss) {
        return String.format(Locale.ROOT, "%.4g", loss);
    }

    static String loss(OptionalDouble loss) {
        return loss.isPresent() ? loss(loss.getAsDouble()) : NONE;
    }

    /** Two decimals, rounded down: 100 % means all. */
    static String share(double share) {
        BigDecimal percent = BigDecimal.valueOf(share)
                .movePointRight(2)
                .setScale(2, RoundingMode.DOWN)
                .stripTrailingZeros();
        return percent.toPlainString() + " %";
    }

    static String share(OptionalDouble share) {
        return share.isPresent() ? share(share.getAsDouble()) : NONE;
    }

    static String count(double count) {
        return String.format(Locale.ROOT, "%,.0f", count);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
