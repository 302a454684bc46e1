package io.gradstep.engine.compile.bytecode;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import io.gradstep.engine.compile.bytecode.BytecodeMethod.Arguments;
import io.gradstep.engine.compile.bytecode.BytecodeMethod.Store;
import io.gradstep.engine.compile.bytecode.BytecodeMethod.Surroundings;
import io.gradstep.engine.compile.recording.OperandArrays;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.SequenceSearch;
import io.gradstep.engine.compile.recording.StepSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Compiles a large recording to many generated methods, each small enough for HotSpot's optimising compiler, in as many
 * hidden classes as their constant pools need. Numbers pass from method to method in two arrays; see {@link ChunkCode}.
 * Sequences of equal steps become loops; see {@link LoopCompiler}.
 */
public final class MethodsCompiler {
    /** Gates with more operands are computed by loops. */
    private static final int MAX_OPERANDS = 60;

    /**
     * Nodes of one method, if it has that many. Of 20 to 250 nodes each, all take the same time within 30 %; smaller
     * methods are compiled sooner.
     */
    private static final int MAX_NODES = 80;

    /** Steps of one class: bounds its constant pool, and the size of the methods that call all steps. */
    private static final int MAX_STEPS = 200;

    private static final String PART = Type.getInternalName(MethodsPart.class);
    private static final String WIDE_GATE = Type.getInternalName(WideGate.class);
    private static final String WORKSPACE = "L" + BytecodeCompiler.WORKSPACE + ";";
    private static final String NAME = PART.replace("MethodsPart", "Methods");

    private static final String CONSTRUCTOR = "([L" + WIDE_GATE + ";)V";
    private static final String FORWARD = "([D[D" + WORKSPACE + ")V";
    private static final String BACKWARD = "([D[D[D[D" + WORKSPACE + ")V";
    private static final String FORWARD_OF_CHUNK = "([D[D[D" + WORKSPACE + ")V";
    private static final String BACKWARD_OF_CHUNK = "([D[D[D[D[D[D" + WORKSPACE + ")V";
    private static final String OF_WIDE_GATE = "(" + WORKSPACE + ")V";

    private final Recording recording;
    private final OperandArrays operandArrays;
    private final StraightLineCode code = new StraightLineCode();
    private final ChunkCode chunks;
    private final List<byte[]> classFiles = new ArrayList<>();
    private final List<MethodsPart> parts = new ArrayList<>();
    private final boolean defining;

    /** The first node that is in a method: arguments and constants before it need none. */
    private final int firstNode;

    /** The loops, from the first to the last. */
    private final List<LoopCompiler> loops;

    // The class that is written.
    private ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private Map<CustomOp, Integer> customOps = new LinkedHashMap<>();
    private List<WideGate> wideGates = new ArrayList<>();
    private int chunkCount;

    /** The steps of its backward sweep, and those of its forward sweep in reverse. */
    private final List<Consumer<MethodVisitor>> backwardSteps = new ArrayList<>();

    private final List<Consumer<MethodVisitor>> forwardSteps = new ArrayList<>();

    private MethodsCompiler(
            Recording recording, @Nullable StepSequences sequences, boolean checkpointed, boolean defining) {
        this.recording = recording;
        this.operandArrays = new OperandArrays(recording);
        this.chunks = new ChunkCode(recording, code);
        this.defining = defining;
        if (sequences != null) {
            this.firstNode = sequences.leafCount();
            this.loops = new LoopPlan(recording, operandArrays, code, chunks, sequences, checkpointed).loops();
        } else {
            this.firstNode = 0;
            this.loops = List.of();
        }
    }

    /** The sequences in a recording that can become loops; null if there are none. */
    static @Nullable StepSequences sequencesIn(Recording recording, int minSteps) {
        StepSequences found = SequenceSearch.find(recording, minSteps);
        return found == null ? null : found.where(sequence -> LoopCompiler.fits(found.recording(), sequence));
    }

    /**
     * Compiles a recording; null if no classes are {@linkplain GeneratedClasses defined}.
     *
     * @param recording the recording
     * @param sequences the sequences in it that become loops; null if there are none
     * @param checkpointed whether loops keep few values, and compute the others anew
     */
    static MethodsEvaluator.@Nullable Code compile(
            Recording recording, @Nullable StepSequences sequences, boolean checkpointed) {
        return GeneratedClasses.define(() -> {
            MethodsCompiler compiler = new MethodsCompiler(recording, sequences, checkpointed, true);
            int[] outputSlots = compiler.write();
            Collections.reverse(compiler.parts);
            return new MethodsEvaluator.Code(
                    compiler.parts.toArray(MethodsPart[]::new),
                    outputSlots,
                    compiler.chunks.keptSlots(),
                    compiler.chunks.slots());
        });
    }

    /** The class files. */
    public static List<byte[]> classFiles(Recording recording, @Nullable StepSequences sequences) {
        MethodsCompiler compiler = new MethodsCompiler(recording, sequences, false, false);
        compiler.write();
        return compiler.classFiles;
    }

    /** Writes all classes, from the last node to the first; returns the slots of the outputs. */
    private int[] write() {
        int[] outputSlots = new int[recording.outputCount()];
        for (int k = 0; k < outputSlots.length; k++) {
            outputSlots[k] = chunks.valueSlot(recording.output(k));
        }
        int to = recording.size();
        for (int k = loops.size() - 1; k >= 0; k--) {
            LoopCompiler loop = loops.get(k);
            write(loop.end(), to);
            LoopPart.Data data = loop.data();
            byte[] classFile = loop.write();
            add(classFile, () -> loop.define(classFile, data));
            to = loop.start();
        }
        write(firstNode, to);
        if (firstNode > 0) {
            addLeaves();
        }
        return outputSlots;
    }

    /** Writes the classes of an index range, {@code end} exclusive. */
    private void write(int start, int end) {
        beginClass();
        int to = end;
        while (to > start) {
            int from = to - 1;
            if (isWide(recording, from)) {
                addWideGate(from);
            } else {
                int size = largestSize(recording, from);
                while (from > start && to - from < MAX_NODES && !isWide(recording, from - 1)) {
                    size += largestSize(recording, from - 1);
                    if (size >= BytecodeCompiler.MAX_METHOD_SIZE) {
                        break;
                    }
                    from--;
                }
                addChunk(from, to);
            }
            to = from;
            if (forwardSteps.size() >= MAX_STEPS || to == start) {
                endClass();
                beginClass();
            }
        }
    }

    /** For arguments and constants that stand before all gates. */
    private void addLeaves() {
        int[] received = IntStream.range(0, firstNode)
                .filter(node -> recording.argument(node) >= 0 && chunks.hasReceived(node))
                .toArray();
        parts.add(new LeavesPart(
                IntStream.range(0, firstNode)
                        .filter(chunks::hasValueSlot)
                        .mapToObj(node -> LoopColumn.of(recording, chunks, chunks.valueSlot(node), node))
                        .toArray(LoopColumn[]::new),
                Arrays.stream(received).map(recording::argument).toArray(),
                Arrays.stream(received).map(chunks::gradientSlot).toArray()));
    }

    /**
     * The most bytes that the code of a node takes in the backward sweep, where each number may have to be loaded from
     * an array into a variable (14 bytes) and be stored to one (12); that of the forward sweep is smaller.
     */
    static int largestSize(Recording recording, int node) {
        Gate gate = recording.gates.get(node);
        int count = recording.operandCount(node);
        if (gate == null) {
            return 30;
        }
        if (gate == Op.ADD || gate == Op.SUM) {
            return 14 + 35 * count;
        }
        if (gate == Op.MUL || gate == Op.DOT) {
            return 14 + 60 * count;
        }
        return 40 + (OperandArrays.wantsArray(gate) ? 90 : 100) * count;
    }

    private static boolean isWide(Recording recording, int node) {
        return recording.operandCount(node) > MAX_OPERANDS;
    }

    private void beginClass() {
        writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, PART, null);
        customOps = new LinkedHashMap<>();
        wideGates = new ArrayList<>();
        forwardSteps.clear();
        backwardSteps.clear();
        chunkCount = 0;
    }

    private void endClass() {
        writeMethod(0, "<init>", CONSTRUCTOR, out -> {
            out.visitVarInsn(ALOAD, 0);
            out.visitVarInsn(ALOAD, 1);
            out.visitMethodInsn(Opcodes.INVOKESPECIAL, PART, "<init>", CONSTRUCTOR, false);
            out.visitInsn(RETURN);
        });
        Collections.reverse(forwardSteps);
        writeMethod(Opcodes.ACC_FINAL, "forward", FORWARD, out -> {
            loadField(3, "values", 4, out);
            forwardSteps.forEach(step -> step.accept(out));
            out.visitInsn(RETURN);
        });
        writeMethod(Opcodes.ACC_FINAL, "backward", BACKWARD, out -> {
            loadField(5, "values", 6, out);
            loadField(5, "gradients", 7, out);
            backwardSteps.forEach(step -> step.accept(out));
            out.visitInsn(RETURN);
        });
        byte[] classFile = writer.toByteArray();
        add(classFile, () -> (MethodsPart) GeneratedClasses.instance(
                classFile, customOps.keySet(), WideGate[].class, wideGates.toArray(WideGate[]::new)));
    }

    private void add(byte[] classFile, Supplier<MethodsPart> part) {
        if (defining) {
            parts.add(part.get());
        } else {
            classFiles.add(classFile);
        }
    }

    private static void loadField(int workspace, String field, int variable, MethodVisitor out) {
        out.visitVarInsn(ALOAD, workspace);
        out.visitFieldInsn(Opcodes.GETFIELD, BytecodeCompiler.WORKSPACE, field, "[D");
        out.visitVarInsn(ASTORE, variable);
    }

    private void addChunk(int from, int to) {
        int number = chunkCount++;
        List<Store> stores = chunks.backwardOf(from, to, new ChunkCode.Targets(2, 3, 4, 5));
        if (!stores.isEmpty()) {
            writeChunk("b" + number, BACKWARD_OF_CHUNK, stores, new Arguments(0, 1, 2, 6, 4, 5));
            backwardSteps.add(out -> call("b" + number, BACKWARD_OF_CHUNK, out, 1, 2, 3, 4, 6, 7, 5));
        }
        stores = chunks.forwardOf(from, to, new ChunkCode.Targets(-1, -1, 2, -1));
        if (!stores.isEmpty()) {
            writeChunk("f" + number, FORWARD_OF_CHUNK, stores, new Arguments(0, 1, 2, 3, 2, 2));
            forwardSteps.add(out -> call("f" + number, FORWARD_OF_CHUNK, out, 1, 2, 4, 3));
        }
    }

    private static void call(String name, String descriptor, MethodVisitor out, int... arguments) {
        for (int argument : arguments) {
            out.visitVarInsn(ALOAD, argument);
        }
        out.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, name, descriptor, false);
    }

    private void writeChunk(String name, String descriptor, List<Store> stores, Arguments arguments) {
        BytecodePlan plan = new BytecodePlan(code, stores);
        Surroundings surroundings = new Surroundings(recording, operandArrays, customOps);
        writeMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, descriptor, out -> {
            BytecodeMethod body = new BytecodeMethod(code, plan, surroundings, arguments, out);
            body.writeStatements(stores);
            body.out().visitInsn(RETURN);
        });
    }

    private void writeMethod(int access, String name, String descriptor, Consumer<MethodVisitor> body) {
        writeMethod(writer, access, name, descriptor, body);
    }

    static void writeMethod(
            ClassWriter writer, int access, String name, String descriptor, Consumer<MethodVisitor> body) {
        MethodVisitor out = writer.visitMethod(access, name, descriptor, null, null);
        out.visitCode();
        body.accept(out);
        Label end = new Label();
        out.visitLabel(end);
        out.visitMaxs(0, 0);
        out.visitEnd();
        if (end.getOffset() >= BytecodeCompiler.MAX_METHOD_SIZE) {
            throw new IllegalStateException("a generated method has %d bytes".formatted(end.getOffset()));
        }
    }

    private void addWideGate(int node) {
        Gate gate = Objects.requireNonNull(recording.gates.get(node));
        int count = recording.operandCount(node);
        int[] gradientSlots = new int[count];
        boolean[] first = new boolean[count];
        boolean isOutput = node == recording.output(0);
        boolean backward = recording.isActive(node) && (isOutput || chunks.hasReceived(node));
        int gradient = isOutput || !backward ? StraightLineCode.NONE : chunks.gradientSlot(node);
        for (int k = 0; k < count; k++) {
            int operand = recording.operand(node, k);
            boolean takes = backward && recording.isActive(operand);
            first[k] = takes && !chunks.hasReceived(operand);
            gradientSlots[k] = takes ? chunks.gradientSlot(operand) : StraightLineCode.NONE;
        }
        int[] valueSlots = new int[count];
        for (int k = 0; k < count; k++) {
            valueSlots[k] = chunks.valueSlot(recording.operand(node, k));
        }
        WideGate wide = new WideGate(
                gate,
                valueSlots,
                gradientSlots,
                first,
                chunks.valueSlot(node),
                gradient,
                OperandArrays.wantsArray(gate) ? operandArrays.number(count) : -1);
        int number = wideGates.size();
        wideGates.add(wide);
        if (backward) {
            backwardSteps.add(out -> callWide(number, "backward", 5, out));
            if (chunks.hasReceived(node)) {
                chunks.freeGradientSlot(node);
            }
        }
        forwardSteps.add(out -> callWide(number, "forward", 3, out));
    }

    private static void callWide(int number, String method, int workspace, MethodVisitor out) {
        out.visitVarInsn(ALOAD, 0);
        out.visitFieldInsn(Opcodes.GETFIELD, PART, "wideGates", "[L" + WIDE_GATE + ";");
        out.visitIntInsn(Opcodes.SIPUSH, number);
        out.visitInsn(AALOAD);
        out.visitVarInsn(ALOAD, workspace);
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, WIDE_GATE, method, OF_WIDE_GATE, false);
    }
}
