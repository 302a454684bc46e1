package io.gradstep.demos.gpt;

import io.gradstep.demos.console.ConstantName;
import io.gradstep.nn.gpt.Generator;

/** Parses and lists the names of generators. */
final class GeneratorName extends ConstantName<Generator> {
    GeneratorName() {
        super("generator", Generator.values());
    }
}
