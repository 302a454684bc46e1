package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void circuit_by_hand() {
        Value f = Value.of(-2).add(Value.of(5)).mul(Value.of(-4));

        assertThat(Cost.of(f)).isEqualTo(new Cost(3, 4, 4, 3));
        assertThat(Cost.of(f).forwardVisitsPerWeight()).isEqualTo(12);
    }

    /** Constants are read forward and left out backward. */
    @Test
    void constants_cost_nothing_backward() {
        assertThat(Cost.of(Value.of(3).mul(2).add(1))).isEqualTo(new Cost(1, 4, 2, 1));
    }

    /** x → x² → x⁴ → x⁸ → … has 2ⁿ paths and 2n visits: what backward saves. */
    @Test
    void paths_double_where_visits_add() {
        Value x = Value.of(1);
        Value power = x;
        for (int i = 0; i < 40; i++) {
            power = power.mul(power);
        }

        assertThat(Cost.of(power)).isEqualTo(new Cost(1, 80, 80, 1L << 40));
    }

    @Test
    void row_has_a_cell_for_each_heading() {
        List<String> row = new Cost(705, 1463, 1284, 41_505).row("8 → 1");

        assertThat(row).hasSameSizeAs(Cost.headings());
        assertThat(row).containsExactly("8 → 1", "705", "1,463", "1,284", "1,031,415", "803", "41,505");
    }
}
