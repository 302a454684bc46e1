package io.gradstep.engine.compile.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommonSubexpressionsTest {
    private final Value x = Value.of(0.5);
    private final List<Value> terms = new ArrayList<>();

    private int sizeOfMergedSum() {
        Recording recording = Recorder.record(List.of(Value.sum(terms)), List.of(), List.of(x), List.of());
        return CommonSubexpressions.mergedIn(recording).size();
    }

    @Test
    void gates_over_an_operand_with_many_consumers_are_merged() {
        List<Op> unary = Arrays.stream(Op.values())
                .filter(op -> op.arity() == Arity.UNARY)
                .toList();
        assertThat(unary).hasSizeGreaterThan(16); // more than the list of an operand's consumers holds
        for (int twice = 0; twice < 2; twice++) {
            unary.forEach(op -> terms.add(op.apply(List.of(x))));
        }
        int leafAndSum = 2;
        assertThat(sizeOfMergedSum()).isEqualTo(unary.size() + leafAndSum);
    }

    @Test
    void constants_of_equal_bits_are_merged_and_gates_over_them() {
        int numbers = 1000;
        for (int twice = 0; twice < 2; twice++) {
            for (int k = 0; k < numbers; k++) {
                terms.add(x.mul(k + 2.5));
            }
        }
        int leafAndSum = 2;
        assertThat(sizeOfMergedSum()).isEqualTo(2 * numbers + leafAndSum);
    }

    @Test
    void gates_whose_operands_stand_in_other_places_are_not_merged() {
        Value y = x.tanh();
        terms.add(x.sub(y));
        terms.add(y.sub(x));
        terms.add(x.sub(y));
        int leafTanhAndSum = 3;
        assertThat(sizeOfMergedSum()).isEqualTo(2 + leafTanhAndSum);
    }
}
