package io.gradstep.demos.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.fit.FitProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FitMonitorTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal =
            new Terminal(new ByteArrayInputStream(new byte[0]), out, err, StandardCharsets.UTF_8, false, false);
    private long seconds;

    private FitMonitor monitor(boolean json) {
        return new FitMonitor(terminal, json, () -> seconds * 1_000_000_000);
    }

    @Test
    void a_line_every_few_seconds_says_what_is_fitted_and_from_which_start() {
        FitMonitor monitor = monitor(false);

        for (; seconds <= 8; seconds++) {
            monitor.accept(new FitProgress(1, 1, (int) seconds, 2.5, Map.of()));
        }
        seconds = 20;
        monitor.guessed(0.42);
        monitor.begin("profile of k");
        seconds = 30;
        monitor.accept(new FitProgress(3, 9, 7, 1.25, Map.of()));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "iteration 6: the sum of squares is 2.5",
                        "start values: 42 % of the places are tried",
                        "profile of k, start 3 of 9, iteration 7: the sum of squares is 1.25");
        assertThat(err.size()).isZero();
    }

    @Test
    void beside_json_lines_go_to_standard_error() {
        FitMonitor monitor = monitor(true);

        seconds = 6;
        monitor.accept(new FitProgress(1, 1, 4, 2.5, Map.of()));

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("iteration 4: the sum of squares is 2.5\n");
        assertThat(out.size()).isZero();
    }
}
