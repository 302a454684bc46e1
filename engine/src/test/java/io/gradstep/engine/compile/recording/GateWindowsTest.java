package io.gradstep.engine.compile.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Of recordings that are large enough to be sampled. */
class GateWindowsTest {
    private static final List<Op> OPS = List.of(Op.SIN, Op.COS, Op.TANH, Op.NEG, Op.EXP, Op.SIGMOID);
    private static final int[] LENGTHS = {256, 2048, 32, 4, 16_384};

    private final Value x = Value.of(0.5);
    private Value chain = x;

    private void addGates(int seed, int count) {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            chain = OPS.get(random.nextInt(OPS.size())).apply(List.of(chain));
        }
    }

    private GateWindows windows() {
        return new GateWindows(Recorder.record(List.of(chain), List.of(), List.of(x), List.of()));
    }

    @Test
    void random_gates_do_not_repeat() {
        addGates(1, 200_000);
        assertThat(windows().mayRepeat(LENGTHS)).isFalse();
    }

    @Test
    void long_steps_are_found() {
        for (int step = 0; step < 8; step++) {
            addGates(2, 30_000);
        }
        GateWindows windows = windows();
        assertThat(windows.mayRepeat(LENGTHS)).isTrue();
        assertThat(windows.frequentDistances(256, new int[windows.count()])).containsExactly(30_000);
    }

    @Test
    void short_steps_among_an_eighth_of_the_gates_are_found() {
        addGates(3, 100_000);
        for (int step = 0; step < 2500; step++) {
            addGates(4, 10);
        }
        addGates(5, 75_000);
        GateWindows windows = windows();
        assertThat(windows.mayRepeat(LENGTHS)).isTrue();
        assertThat(windows.frequentDistances(256, new int[windows.count()])).containsExactly(10);
    }
}
