package io.gradstep.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void arrays_are_copied_in_and_out() {
        int[] shape = {2};
        double[] data = {1, 2};
        Tensor tensor = Tensor.of(shape, data);
        shape[0] = 9;
        data[0] = 9;
        tensor.shape()[0] = 9;
        tensor.data()[0] = 9;

        assertThat(tensor.shape()).containsExactly(2);
        assertThat(tensor.data()).containsExactly(1, 2);
        assertThat(tensor.size()).isEqualTo(2);
        assertThat(tensor).hasToString("Tensor[2]");
    }

    @Test
    void equality_is_by_shape_and_bits() {
        Tensor tensor = Tensor.of(new int[] {1, 2}, new double[] {0.0, Double.NaN});

        assertThat(tensor)
                .isEqualTo(Tensor.of(new int[] {1, 2}, new double[] {0.0, Double.NaN}))
                .hasSameHashCodeAs(Tensor.of(new int[] {1, 2}, new double[] {0.0, Double.NaN}))
                .isNotEqualTo(Tensor.of(new int[] {2, 1}, new double[] {0.0, Double.NaN}))
                .isNotEqualTo(Tensor.of(new int[] {1, 2}, new double[] {-0.0, Double.NaN}))
                .isNotEqualTo("tensor");
    }

    @Test
    void a_shape_must_fit_its_numbers() {
        assertThatThrownBy(() -> Tensor.of(new int[] {2, 3}, new double[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tensor of shape [2, 3] does not have 5 numbers");
        assertThatThrownBy(() -> Tensor.of(new int[] {-1, -1}, new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
        // 2^16 * 2^16 is 0 in 32 bits, and four times that in 64.
        assertThatThrownBy(() -> Tensor.of(new int[] {65536, 65536, 65536, 65536}, new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Tensor.of(new int[] {65536, 65536, 65536, 65536, 0}, new double[0])
                        .size())
                .isZero();
    }
}
