package io.gradstep.demos.train;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats losses, shares and rates for training output. */
public final class TrainingNumbers {
    public static final String NONE = "-";

    private TrainingNumbers() {}

    /** Formats a loss with four significant digits. */
    static String loss(double loss) {
        return String.format(Locale.ROOT, "%.4g", loss);
    }

    static String loss(OptionalDouble loss) {
        return loss.isPresent() ? loss(loss.getAsDouble()) : NONE;
    }

    /** Formats a share in percent with two decimals, rounded down: 100 % means all. */
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
