package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Value;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KotlinTest {
    @TempDir
    private Path folder;

    /** One test for all of it: to start Kotlin's compiler takes seconds. */
    @Test
    void operators_of_the_documentation_compile_and_compute() throws Exception {
        Path readme = SourceTree.root().resolve("engine/README.md");
        Example operators = Example.ofMarkdown(readme, SourceTree.lines(readme)).stream()
                .filter(block -> block.language().equals("kotlin"))
                .findFirst()
                .orElseThrow();
        compile(Files.write(folder.resolve("Operators.kt"), operators.lines()));

        try (URLClassLoader classes = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> compiled = classes.loadClass("OperatorsKt");
            Value x = Value.of(0.25, "x");
            Value rate = Value.of(3, "rate");
            Value f = (Value) method(compiled, "logistic").invoke(null, x, rate);
            f.backward();
            // rate·x(1 − x)/2 − x − 1/2, rate(1 − 2x)/2 − 1 and x(1 − x)/2
            assertThat(f.data()).isEqualTo(-0.46875);
            assertThat(x.grad()).isEqualTo(-0.25);
            assertThat(rate.grad()).isEqualTo(0.09375);

            assertThat(number(compiled, "plus", x, 2.0)).isEqualTo(2.25);
            assertThat(number(compiled, "plus", 2.0, x)).isEqualTo(2.25);
            assertThat(number(compiled, "minus", x, rate)).isEqualTo(-2.75);
            assertThat(number(compiled, "times", x, 2.0)).isEqualTo(0.5);
            assertThat(number(compiled, "times", 2.0, x)).isEqualTo(0.5);
        }
    }

    private void compile(Path source) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        ExitCode result = new K2JVMCompiler()
                .exec(
                        new PrintStream(messages, true, StandardCharsets.UTF_8),
                        "-no-reflect",
                        "-no-stdlib",
                        "-jvm-target",
                        "17",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(result).as(messages.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);
    }

    private static double number(Class<?> compiled, String name, Object... arguments) throws Exception {
        return ((Value) method(compiled, name, arguments).invoke(null, arguments)).data();
    }

    private static Method method(Class<?> compiled, String name, Object... arguments) {
        List<Class<?>> types = Arrays.stream(arguments)
                .<Class<?>>map(argument -> argument instanceof Value ? Value.class : double.class)
                .toList();
        return Arrays.stream(compiled.getMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> arguments.length == 0
                        || List.of(method.getParameterTypes()).equals(types))
                .findFirst()
                .orElseThrow();
    }
}
