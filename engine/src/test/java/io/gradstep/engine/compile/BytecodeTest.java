package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.RandomFunctions.Function;
import io.gradstep.engine.compile.bytecode.BytecodeCompiler;
import io.gradstep.engine.compile.bytecode.BytecodeEvaluator;
import io.gradstep.engine.compile.recording.Recorder;
import io.gradstep.engine.compile.recording.Recording;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The generated classes: their size, their life time and their behaviour. */
class BytecodeTest {
    /** Parses class files, so that the limit is not checked by what keeps it. */
    @Test
    void no_method_is_too_large_for_hotspots_compilers() throws IOException {
        int largest = 0;
        for (long seed = 0; seed < 300; seed++) {
            Function function = RandomFunctions.of(seed, seed, 2 * (int) seed, 1 + (int) (seed % 5));
            Optional<byte[]> classFile = BytecodeCompiler.classFile(function.record());
            if (classFile.isPresent()) {
                for (Map.Entry<String, Integer> method :
                        methodSizes(classFile.get()).entrySet()) {
                    assertThat(method.getValue())
                            .as("seed %d, %s", seed, method)
                            .isLessThan(8000);
                    largest = Math.max(largest, method.getValue());
                }
            }
        }
        assertThat(largest).as("bytes of the largest method").isGreaterThan(7000);
    }

    @Test
    void what_is_too_large_is_left_to_the_other_tiers() {
        for (int outputs : new int[] {1, 3}) {
            Function function = RandomFunctions.of(7, 7, 3000, outputs);
            assertThat(BytecodeCompiler.classFile(function.record())).isEmpty();
            assertThatThrownBy(() -> Tier.BYTECODE.evaluator(function.record()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nodes do not fit into methods of less than 8000 bytes");
            double[] outputNumbers = new double[outputs];
            function.compile(Tier.AUTOMATIC)
                    .evaluate(function.parameterNumbers(), function.inputNumbers(), outputNumbers);
            assertThat(outputNumbers[0])
                    .isEqualTo((Double) function.outputs.get(0).data());
        }
    }

    @Test
    void many_outputs_of_a_small_function_are_a_bounded_amount_of_code() {
        Value x = Value.of(1.5);
        List<Value> outputs = new ArrayList<>();
        for (int k = 0; k < 300; k++) {
            outputs.add(x.mul(k));
        }
        CompiledFunction function = CompiledFunction.builder(outputs)
                .inputs(List.of(x))
                .tier(Tier.BYTECODE)
                .build();
        double[] gradient = new double[1];
        for (int k = 0; k < 300; k++) {
            assertThat(function.gradient(k, new double[0], new double[] {2}, new double[0], gradient))
                    .isEqualTo(2 * k);
            assertThat(gradient).containsExactly(k);
        }
        while (outputs.size() < 3000) {
            outputs.add(x.mul(outputs.size()));
        }
        assertThat(BytecodeCompiler.classFile(Recorder.record(outputs, List.of(), List.of(x), List.of())))
                .isEmpty();
    }

    @Test
    void what_is_common_is_computed_once() {
        int[] calls = {0, 0};
        CustomOp counted = CustomOp.builder("counted", 1, v -> {
                    calls[0]++;
                    return v[0] * v[0];
                })
                .derivatives((v, out) -> {
                    calls[1]++;
                    return new double[] {2 * v[0]};
                })
                .build();
        Value x = Value.of(3);
        Value f = counted.apply(x.add(1)).add(counted.apply(x.add(1)));
        CompiledFunction function = CompiledFunction.builder(f)
                .inputs(List.of(x))
                .tier(Tier.BYTECODE)
                .build();
        calls[0] = 0;
        double[] gradient = new double[1];
        assertThat(function.gradient(new double[] {1}, gradient)).isEqualTo(8);
        assertThat(gradient).containsExactly(8);
        assertThat(calls).containsExactly(1, 1);
    }

    @Test
    void outputs_may_overwrite_the_inputs() {
        Value x = Value.of(0);
        Value y = Value.of(0);
        CompiledFunction swap = CompiledFunction.builder(List.of(y, x.neg()))
                .inputs(List.of(x, y))
                .tier(Tier.BYTECODE)
                .build();
        double[] point = {3, 4};
        swap.evaluate(new double[0], point, point);
        assertThat(point).containsExactly(4, -3);
    }

    @Test
    void a_custom_op_may_call_the_function_that_it_is_part_of() {
        CompiledFunction[] self = new CompiledFunction[1];
        CustomOp factorial = CustomOp.builder("factorial", 2, v -> v[0] <= 1 ? v[1] : v[0] * self[0].value(v[0] - 1, 1))
                .derivatives((v, out) -> new double[] {out, v[1]})
                .build();
        Value n = Value.of(1);
        Value one = Value.of(1);
        self[0] = CompiledFunction.builder(factorial.apply(n, one))
                .inputs(List.of(n, one))
                .tier(Tier.BYTECODE)
                .build();
        assertThat(self[0].value(10, 1)).isEqualTo(3628800);
    }

    @Test
    void many_threads_get_the_same_from_one_function() throws Exception {
        Function function = RandomFunctions.of(4, 4, 80, 1);
        CompiledFunction compiled = function.compile(Tier.BYTECODE);
        double[][] points = new double[64][];
        double[][] expected = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            points[i] = RandomFunctions.of(4, i, 80, 1).inputNumbers();
            expected[i] = TierEqualityTest.gradient(compiled, 0, function.parameterNumbers(), points[i]);
        }
        ExecutorService threads = Executors.newFixedThreadPool(20); // more than there are places for workspaces
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < 20; thread++) {
                runs.add(threads.submit(() -> {
                    for (int i = 0; i < 10 * points.length; i++) {
                        int k = i % points.length;
                        assertThat(TierEqualityTest.gradient(compiled, 0, function.parameterNumbers(), points[k]))
                                .containsExactly(expected[k]);
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void an_evaluation_allocates_nothing() {
        Function function = RandomFunctions.withoutCustomOps(10, 10, 60, 1);
        CompiledFunction compiled = function.compile(Tier.BYTECODE);
        double[] p = function.parameterNumbers();
        double[] x = function.inputNumbers();
        double[] byParameters = new double[p.length];
        double[] byInputs = new double[x.length];
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 20; run++) {
            long before = memory.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 1000; i++) {
                compiled.gradient(p, x, byParameters, byInputs);
                compiled.value(p, x);
            }
            least = Math.min(least, memory.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(least).as("bytes of 1000 evaluations").isLessThan(1000);
    }

    @Test
    void classes_go_when_their_functions_go() {
        Function function = RandomFunctions.withoutCustomOps(5, 5, 20, 1);
        Recording recording = function.record();
        assertThat(leftBehind(
                        10_000,
                        () -> assertThat(Tier.BYTECODE.evaluator(recording)).isInstanceOf(BytecodeEvaluator.class)))
                .as("bytes that a function left behind")
                .isLessThan(200);
    }

    /** The metaspace that each of many functions still takes after a collection, once a tenth of them has been made. */
    static long leftBehind(int functions, Runnable makeOne) {
        long before = 0;
        for (int i = 0; i < functions; i++) {
            if (i == functions / 10) {
                System.gc();
                before = metaspace();
            }
            makeOne.run();
        }
        System.gc();
        return (metaspace() - before) / (functions - functions / 10);
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .findFirst()
                .orElseThrow();
    }

    /** The length of each method's code, by the class file format of the JVM specification, chapter 4. */
    static Map<String, Integer> methodSizes(byte[] classFile) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            in.skipNBytes(8);
            Map<Integer, String> names = new LinkedHashMap<>();
            int constants = in.readUnsignedShort();
            for (int i = 1; i < constants; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> names.put(i, in.readUTF());
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++;
                    }
                    case 15 -> in.skipNBytes(3);
                    default -> in.skipNBytes(2);
                }
            }
            in.skipNBytes(6);
            in.skipNBytes(2L * in.readUnsignedShort());
            assertThat(in.readUnsignedShort()).as("fields").isZero();
            Map<String, Integer> sizes = new LinkedHashMap<>();
            for (int methods = in.readUnsignedShort(); methods > 0; methods--) {
                in.skipNBytes(2);
                String name = names.get(in.readUnsignedShort());
                in.skipNBytes(2);
                for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                    boolean code = "Code".equals(names.get(in.readUnsignedShort()));
                    byte[] content = in.readNBytes(in.readInt());
                    if (code) {
                        sizes.put(name, ByteBuffer.wrap(content).getInt(4));
                    }
                }
            }
            return sizes;
        }
    }
}
