package io.gradstep.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final Offset<Double> ROUNDING = within(1e-15);

    @Test
    void constant() {
        assertThat(Scheduler.CONSTANT.factor(7, 10)).isEqualTo(1);
    }

    @Test
    void step_falls_at_whole_steps() {
        Scheduler scheduler = Scheduler.step(30, 0.1);
        assertThat(scheduler.factor(0, 100)).isEqualTo(1);
        assertThat(scheduler.factor(29.9, 100)).isEqualTo(1);
        assertThat(scheduler.factor(30, 100)).isCloseTo(0.1, ROUNDING);
        assertThat(scheduler.factor(60, 100)).isCloseTo(0.01, ROUNDING);
    }

    /** cos 0 = 1, cos(π/3) = ½, cos(π/2) = 0, cos π = −1. */
    @Test
    void cosine_falls_from_1_to_the_floor() {
        Scheduler scheduler = Scheduler.cosine(0.2);
        assertThat(scheduler.factor(0, 12)).isEqualTo(1);
        assertThat(scheduler.factor(4, 12)).isCloseTo(0.2 + 0.8 * 0.75, ROUNDING);
        assertThat(scheduler.factor(6, 12)).isCloseTo(0.6, ROUNDING);
        assertThat(scheduler.factor(12, 12)).isCloseTo(0.2, ROUNDING);
    }

    @Test
    void linear_goes_straight_and_then_stays() {
        Scheduler scheduler = Scheduler.linear(1, 0.5);
        assertThat(scheduler.factor(0, 10)).isEqualTo(1);
        assertThat(scheduler.factor(5, 10)).isCloseTo(0.75, ROUNDING);
        assertThat(scheduler.factor(20, 10)).isCloseTo(0.5, ROUNDING);
    }

    @Test
    void warm_up_rises_and_hands_over_to_what_follows() {
        Scheduler scheduler = Scheduler.warmUp(2, 0.1, Scheduler.linear(1, 0));
        assertThat(scheduler.factor(0, 10)).isCloseTo(0.1, ROUNDING);
        assertThat(scheduler.factor(1, 10)).isCloseTo(0.55, ROUNDING);
        assertThat(scheduler.factor(2, 10)).isEqualTo(1);
        assertThat(scheduler.factor(6, 10)).isCloseTo(0.5, ROUNDING);
        assertThat(scheduler.factor(10, 10)).isCloseTo(0, ROUNDING);
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThatThrownBy(() -> Scheduler.step(0, 0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scheduler.cosine(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scheduler.linear(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scheduler.warmUp(-1, 0, Scheduler.CONSTANT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
