package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import com.sun.management.ThreadMXBean;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.RandomFunctions.Function;
import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.RecordingReader;
import io.gradstep.engine.compile.recording.RecordingWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerializedFunctionTest {
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void a_function_comes_back_with_the_same_bits() throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            Function function = RandomFunctions.withoutCustomOps(seed, seed, (int) seed, 1 + (int) (seed % 3));
            CompiledFunction compiled = function.compile(Tier.AUTOMATIC);
            CompiledFunction back = (CompiledFunction) deserialize(serialize(compiled));
            assertThat(back.parameterCount()).isEqualTo(compiled.parameterCount());
            assertThat(back.inputCount()).isEqualTo(compiled.inputCount());
            assertThat(back.outputCount()).isEqualTo(compiled.outputCount());
            for (int k = 0; k < compiled.outputCount(); k++) {
                assertThat(gradient(back, function, k))
                        .as("seed %d, output %d", seed, k)
                        .containsExactly(gradient(compiled, function, k));
            }
        }
    }

    @Test
    void a_large_function_comes_back() throws Exception {
        Function function = RandomFunctions.withoutCustomOps(3, 3, 100_000, 1);
        CompiledFunction compiled = function.compile(Tier.AUTOMATIC);
        CompiledFunction back = (CompiledFunction) deserialize(serialize(compiled));
        assertThat(gradient(back, function, 0)).containsExactly(gradient(compiled, function, 0));
    }

    @Test
    void a_function_with_loops_comes_back() throws Exception {
        Value x = Value.of(0.5);
        Function function = new Function();
        function.inputs.add(x);
        Value state = x;
        for (int step = 0; step < 100; step++) {
            state = state.add(state.sin().mul(x));
        }
        function.outputs.add(state);
        CompiledFunction compiled = function.compile(Tier.AUTOMATIC);
        CompiledFunction back = (CompiledFunction) deserialize(serialize(compiled));
        assertThat(back.explain()).isEqualTo(compiled.explain()).contains("loops over steps");
        assertThat(gradient(back, function, 0)).containsExactly(gradient(compiled, function, 0));
    }

    @Test
    void an_argument_that_nothing_depends_on_stays_one() throws Exception {
        Value x = Value.of(2);
        Value unused = Value.of(3);
        CompiledFunction compiled = CompiledFunction.of(x.mul(x), List.of(unused, x));
        CompiledFunction back = (CompiledFunction) deserialize(serialize(compiled));
        double[] gradient = new double[2];
        assertThat(back.gradient(new double[] {7, 3}, gradient)).isEqualTo(9);
        assertThat(gradient).containsExactly(0, 6);
    }

    @Test
    void a_custom_op_cannot_be_written() {
        Value x = Value.of(2);
        Value f = RandomFunctions.LENGTH.apply(RandomFunctions.BLEND.apply(x, x, x), x);
        assertThatThrownBy(() -> serialize(CompiledFunction.of(f, List.of(x))))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("custom ops")
                .hasMessageContaining("blend, length");
    }

    @Test
    void a_stream_that_is_cut_off_anywhere_is_refused() throws IOException {
        byte[] stream = serialize(small());
        for (int length = 0; length < stream.length; length++) {
            byte[] cut = Arrays.copyOf(stream, length);
            assertThatThrownBy(() -> deserialize(cut))
                    .as("after %d bytes", length)
                    .isInstanceOfAny(IOException.class, ClassNotFoundException.class);
        }
    }

    @Test
    void a_stream_with_a_changed_byte_is_refused_or_gives_the_same_function() throws Exception {
        Function function = RandomFunctions.withoutCustomOps(8, 8, 20, 2);
        CompiledFunction compiled = function.compile(Tier.AUTOMATIC);
        byte[] stream = serialize(compiled);
        // What is before, the JDK reads alone; it answers some changes there with a NullPointerException.
        int body = new String(stream, StandardCharsets.ISO_8859_1).indexOf("xpw") + 2;
        assertThat(body).isPositive();
        int refused = 0;
        for (int i = body; i < stream.length; i++) {
            for (int change = 1; change < 256; change++) {
                byte[] damaged = stream.clone();
                damaged[i] ^= (byte) change;
                long before =
                        MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId());
                try {
                    Object back = deserialize(damaged);
                    assertThat(gradient((CompiledFunction) back, function, 1))
                            .containsExactly(gradient(compiled, function, 1));
                } catch (IOException | ClassNotFoundException e) {
                    refused++;
                }
                long allocated =
                        MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
                assertThat(allocated).as("byte %d ^ %d", i, change).isLessThan(1_000_000);
            }
        }
        assertThat(refused).isGreaterThan(250 * (stream.length - body));
    }

    @Test
    void a_stream_of_the_function_itself_or_without_a_program_is_refused() throws IOException {
        String stream = new String(serialize(small()), StandardCharsets.ISO_8859_1);
        String proxy = SerializedFunction.class.getName();
        String itself = CompiledFunction.class.getName();
        assertThat(itself.length())
                .as("+ 2, so that only the low byte of the length differs")
                .isEqualTo(proxy.length() - 2);
        String direct = stream.replace((char) proxy.length() + proxy, (char) itself.length() + itself);
        assertThatThrownBy(() -> deserialize(direct.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(InvalidObjectException.class)
                .hasMessage("a serialized compiled function has no program");

        String noData = stream.substring(0, stream.indexOf("xpw") + 2) + "x"; // the end of the data at once
        assertThatThrownBy(() -> deserialize(noData.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(InvalidObjectException.class)
                .hasMessage("the program of a compiled function is truncated");
    }

    /** The filter that {@link CompiledFunction} tells its users to copy. */
    @Test
    void the_documented_filter_lets_a_function_pass_and_nothing_else() throws Exception {
        CompiledFunction compiled = small();
        assertThat(filtered(serialize(compiled))).isInstanceOf(CompiledFunction.class);
        List<Object> others =
                List.of(new ArrayList<>(List.of(compiled)), new Object[] {compiled}, new HashMap<>(), 1, new double[3]);
        for (Object other : others) {
            byte[] stream = serialize(other);
            assertThatThrownBy(() -> filtered(stream))
                    .as("%s", other)
                    .isInstanceOf(InvalidClassException.class)
                    .hasMessageContaining("REJECTED");
        }
    }

    private static Object filtered(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(
                    "io.gradstep.engine.compile.CompiledFunction;io.gradstep.engine.compile.SerializedFunction;"
                            + "maxdepth=1;maxrefs=2;maxarray=0;!*"));
            return in.readObject();
        }
    }

    @Test
    void a_later_version_is_refused() throws IOException {
        byte[] stream = serialize(small());
        int version = new String(stream, StandardCharsets.ISO_8859_1).indexOf("xpw") + 7;
        assertThat(stream[version]).isEqualTo((byte) 1);
        stream[version] = 2;
        assertThatThrownBy(() -> deserialize(stream))
                .isInstanceOf(InvalidObjectException.class)
                .hasMessage("a compiled function was written in format version 2, but this version reads 1");
    }

    /** The checksum is not what keeps a hostile program out. */
    @Test
    void any_program_is_refused_or_works() {
        Random random = new Random(1);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            Function function = RandomFunctions.withoutCustomOps(i % 50, 0, 6, 1 + i % 2);
            byte[] program = program(function.record());
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                program[random.nextInt(program.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(10) : random.nextInt());
            }
            try {
                Recording recording = RecordingReader.read(program);
                accepted++;
                Interpreter interpreter = new Interpreter(recording);
                double[] p = new double[recording.parameterCount];
                double[] x = new double[recording.inputCount];
                interpreter.gradient(0, p, x, p.clone(), x.clone(), interpreter.workspace());
            } catch (InvalidObjectException e) {
                assertThat(e).hasMessageStartingWith("the program of a compiled function is wrong: ");
            }
        }
        assertThat(accepted).isGreaterThan(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // no parameters, one input that is node 0 and takes a gradient, the op neg, ...
                "0 1 3 1 3 n e g 2 1 2 1 1 1 | ",
                "0 1 3 1 3 n e t 2 1 2 1 1 1 | there is no op 'net'",
                "0 1 3 1 3 n e g 2 1 3 1 1 1 | node 1 has op 1 of 1",
                "0 1 3 1 3 n e g 2 1 2 0 1 1 | operand 0 of node 1, neg, is 0 places before it",
                "0 1 3 1 3 n e g 2 1 2 2 1 1 | operand 0 of node 1, neg, is 2 places before it",
                "0 1 3 1 3 n e g 2 1 2 1 1 2 | output 0 is node 2 of 2",
                "0 1 3 1 3 n e g 2 1 2 1 1 0 | no output needs node 1",
                "0 1 3 1 3 n e g 2 1 2 1 0 | it has no output",
                "0 1 3 1 3 n e g 2 1 2 1 1 1 0 | 1 bytes follow after its end",
                "0 1 3 1 3 n e g 2 1 1 1 1 | node 1 is and is not an argument",
                "0 1 0 1 3 n e g 2 1 2 1 1 1 | node 0 is and is not an argument",
                "0 1 1 1 3 n e g 2 1 2 1 1 1 | argument 0 is node -1 of 2",
                "0 1 7 1 3 n e g 2 1 2 1 1 1 | argument 0 is node 2 of 2",
                "0 2 3 3 1 3 n e g 2 1 2 1 1 1 | node 0 is two arguments, 0 and 1",
                "0 1 3 1 3 d o t 2 1 2 1 1 1 1 | node 1, dot, has 1 operands",
                "0 1 3 1 3 n e g 99 1 2 1 1 1 | it declares 99 nodes, but only 5 bytes follow",
                "9 9 3 1 3 n e g 2 1 2 1 1 1 | it has 9 parameters and 9 inputs, but ends before them",
                "0 0 1 3 n e g 2 0 0 0 0 0 0 0 0 0 2 1 1 1 | node 1, neg, is made of constants alone",
                "0 0 0 1 0 0 0 | it ends within the constant at node 0",
                "0 1 255 255 255 255 255 255 | a number in it is too large",
                "0 1 3 1 3 n e g 2 1 2 1 1 200 | it ends within a number",
            })
    void hostile_programs_are_refused_with_a_reason(String program, String reason) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String unit : Splitter.on(' ').split(program)) {
            bytes.write(Character.isLetter(unit.charAt(0)) ? unit.charAt(0) : Integer.parseInt(unit));
        }
        byte[] encoded = bytes.toByteArray();
        if (reason == null) {
            assertThat(RecordingReader.read(encoded).size()).isEqualTo(2);
        } else {
            assertThatThrownBy(() -> RecordingReader.read(encoded))
                    .isInstanceOf(InvalidObjectException.class)
                    .hasMessage("the program of a compiled function is wrong: " + reason);
        }
    }

    private static CompiledFunction small() {
        return RandomFunctions.withoutCustomOps(8, 8, 20, 2).compile(Tier.AUTOMATIC);
    }

    private static byte[] program(Recording recording) {
        try {
            return RecordingWriter.write(recording);
        } catch (NotSerializableException e) {
            throw new AssertionError(e);
        }
    }

    private static double[] gradient(CompiledFunction compiled, Function function, int output) {
        return TierEqualityTest.gradient(compiled, output, function.parameterNumbers(), function.inputNumbers());
    }

    private static byte[] serialize(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object deserialize(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
