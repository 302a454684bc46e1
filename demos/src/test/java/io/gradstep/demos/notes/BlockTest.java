package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.notes.closed.Matrices;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    @Test
    void matrix_has_its_points_in_line() {
        assertThat(Block.matrix(new double[][] {{0.1, -12}, {-0.0405, 3.5}, {7, 0}})
                        .lines())
                .containsExactly("⎡ 0.1     −12  ⎤", "⎢−0.0405    3.5⎥", "⎣ 7         0  ⎦");
    }

    @Test
    void row_has_square_brackets() {
        assertThat(Block.matrix(Matrices.row(1, -0.5)).lines()).containsExactly("[1  −0.5]");
    }

    @Test
    void lower_blocks_stand_at_half_height() {
        Block equation = Block.beside(
                List.of(Block.text("x ="), Block.matrix(Matrices.column(1, 2, 3)), Block.text("!")),
                " ",
                String::length);

        assertThat(equation.lines()).containsExactly("    ⎡1⎤", "x = ⎢2⎥ !", "    ⎣3⎦");
    }

    @Test
    void width_is_what_the_paper_says() {
        Block table = Block.beside(
                List.of(new Block(List.of("σ", "long")), Block.text("a").under("b")),
                "|",
                text -> text.replace("σ", "sigmoid").length());

        // where σ is printed as sigmoid, both bars are in the same column
        assertThat(table.lines()).containsExactly("σ|b", "long   |a");
    }
}
