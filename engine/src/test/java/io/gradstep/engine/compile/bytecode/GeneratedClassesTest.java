package io.gradstep.engine.compile.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeneratedClassesTest {
    @AfterEach
    void forget() {
        GeneratedClasses.forgetRefusal();
    }

    /** A native image throws an error that is none of Java's own. */
    @Test
    void a_runtime_that_refuses_once_is_not_asked_again() {
        assertThat(GeneratedClasses.<String>define(() -> {
                    throw new Error("defining hidden classes at run time is not supported");
                }))
                .isNull();
        assertThat(GeneratedClasses.define(() -> "a class")).isNull();
        Value x = Value.of(2);
        CompiledFunction compiled = CompiledFunction.of(x.square(), x);
        assertThat(compiled.value(3)).isEqualTo(9);
        assertThat(compiled.explain()).contains("because this Java runtime does not define classes at run time.");
    }

    @Test
    void a_fault_of_the_generated_code_is_not_hidden() {
        assertThatThrownBy(() -> GeneratedClasses.define(() -> {
                    throw new VerifyError("bad code");
                }))
                .isInstanceOf(VerifyError.class);
        assertThat(GeneratedClasses.obstacle()).isNull();
    }
}
