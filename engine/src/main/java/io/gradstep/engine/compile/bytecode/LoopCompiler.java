package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.compile.bytecode.BytecodeMethod.Arguments;
import io.gradstep.engine.compile.bytecode.BytecodeMethod.Store;
import io.gradstep.engine.compile.bytecode.BytecodeMethod.Surroundings;
import io.gradstep.engine.compile.recording.OperandArrays;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.StepSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Compiles a sequence of equal steps to one hidden class: methods for the chunks of one step, and a loop over the steps
 * for each sweep.
 */
final class LoopCompiler {
    /** The most nodes of one method. */
    private static final int MAX_NODES = 120;

    /** The most bytes of one method, as {@link MethodsCompiler#largestSize} guesses them; see {@link #largestSize}. */
    private static final int MAX_SIZE = BytecodeCompiler.MAX_METHOD_SIZE;

    /** The most methods for one sweep: bounds the constant pool, and the size of the loop that calls them. */
    private static final int MAX_CHUNKS = 200;

    private static final String PART = Type.getInternalName(LoopPart.class);
    private static final String NAME = PART.replace("LoopPart", "Loop");
    private static final String CONSTRUCTOR = "(L" + Type.getInternalName(LoopPart.Data.class) + ";)V";

    /** Of a chunk: both groups of arguments, values, gradients, table, three first indices, the workspace. */
    private static final String OF_CHUNK = "([D[D[D[D[IIIIL" + BytecodeCompiler.WORKSPACE + ";)V";

    private static final Arguments ARGUMENTS = new Arguments(0, 1, 2, 8, 2, 3, 4);

    /** Of a loop: the same, and the number of steps. */
    private static final String OF_LOOP = OF_CHUNK.replace(")", "I)");

    private static final int VALUE = 6;
    private static final int GRADIENT = 7;
    private static final int ROW = 8;
    private static final int WORKSPACE = 9;
    private static final int STEPS = 10;

    private final Recording recording;
    private final OperandArrays operandArrays;
    private final StraightLineCode code;
    private final ChunkCode outside;
    private final StepSequence sequence;

    /** The nodes that a gradient flows into. */
    private final boolean[] reached;

    final LoopLayout layout;

    /** The first position of each chunk, and the number of all positions. */
    private final int[] chunkStarts;

    private final LoopCode loopCode;

    /** The columns that a gradient flows into. */
    private final int[] activeColumns;

    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private final Map<CustomOp, Integer> customOps = new LinkedHashMap<>();

    LoopCompiler(
            Recording recording,
            OperandArrays operandArrays,
            StraightLineCode code,
            ChunkCode outside,
            StepSequence sequence,
            boolean[] reached,
            boolean checkpointed) {
        this.recording = recording;
        this.reached = reached;
        this.operandArrays = operandArrays;
        this.code = code;
        this.outside = outside;
        this.sequence = sequence;
        this.layout = new LoopLayout(sequence, checkpointed);
        this.chunkStarts = chunkStarts(recording, sequence);
        this.activeColumns = activeColumns();
        int[] tableIndices = new int[sequence.columnCount()];
        for (int k = 0; k < activeColumns.length; k++) {
            tableIndices[activeColumns[k]] = k;
        }
        this.loopCode = new LoopCode(outside, layout, tableIndices, ARGUMENTS.memory(), ARGUMENTS.gradients());
    }

    private int[] activeColumns() {
        BitSet active = new BitSet();
        forEachOperand((node, k) -> {
            int q = relation(node, k);
            if (q >= 0 && flows(node, k)) {
                active.set(q);
            }
        });
        return active.stream().toArray();
    }

    /** The first node of the step that the code is written from. */
    private int firstNode() {
        return sequence.node(sequence.representative);
    }

    private interface OperandConsumer {
        void accept(int node, int k);
    }

    /** Goes over the operands of the step that the code is written from. */
    private void forEachOperand(OperandConsumer consumer) {
        for (int node = firstNode(); node < firstNode() + sequence.period; node++) {
            for (int k = 0; k < recording.operandCount(node); k++) {
                consumer.accept(node, k);
            }
        }
    }

    /** Whether a sequence can be compiled. */
    static boolean fits(Recording recording, StepSequence sequence) {
        if (sequence.period + sequence.columnCount() > Short.MAX_VALUE) {
            return false;
        }
        for (int node = sequence.start; node < sequence.node(1); node++) {
            if (largestSize(recording, node) >= MAX_SIZE) {
                return false;
            }
        }
        return chunkStarts(recording, sequence).length <= MAX_CHUNKS;
    }

    private static int[] chunkStarts(Recording recording, StepSequence sequence) {
        int nodes = (sequence.period + MAX_NODES - 1) / MAX_NODES;
        int most = (sequence.period + nodes - 1) / nodes;
        List<Integer> starts = new ArrayList<>(List.of(0));
        int start = 0;
        int size = 0;
        for (int position = 0; position < sequence.period; position++) {
            int more = largestSize(recording, sequence.start + position);
            if (position - start == most || (position > start && size + more >= MAX_SIZE)) {
                starts.add(position);
                start = position;
                size = 0;
            }
            size += more;
        }
        starts.add(sequence.period);
        return starts.stream().mapToInt(position -> position).toArray();
    }

    /** Four bytes more than elsewhere for each number that is loaded or stored, because an offset is added. */
    private static int largestSize(Recording recording, int node) {
        return 12 + 16 * recording.operandCount(node) + MethodsCompiler.largestSize(recording, node);
    }

    private int chunkOf(int position) {
        int found = Arrays.binarySearch(chunkStarts, position);
        return found >= 0 ? found : -found - 2;
    }

    /** Whether an operand of a node of the representative step is computed by the same method. */
    private boolean isNear(int node, int operand) {
        return sequence.has(operand)
                && sequence.step(operand) == sequence.step(node)
                && chunkOf(sequence.position(operand)) == chunkOf(sequence.position(node));
    }

    /** The first node that is computed in the loop. */
    int start() {
        return sequence.node(sequence.first);
    }

    /** The node after the last one. */
    int end() {
        return sequence.end();
    }

    /** Whether a node is computed in the loop. */
    boolean computes(int node) {
        return node >= start() && node < end();
    }

    /** Gives what the methods of the loop read of each other's numbers its places. */
    void findPlaces() {
        forEachOperand((node, k) -> {
            int operand = recording.operand(node, k);
            if (sequence.has(operand) && !isNear(node, operand)) {
                addPlace(operand, flows(node, k));
            }
        });
    }

    /** Gives what backward sweeps read of the values their places; all gradients must have theirs. */
    void findValues() {
        for (int c = 0; c + 1 < chunkStarts.length; c++) {
            loopCode.findValues(chunkStarts[c], chunkStarts[c + 1]);
        }
    }

    /** Gives a node of the sequence a place for its value, and for its gradient if it receives one from elsewhere. */
    void addPlace(int node, boolean gradient) {
        layout.valueOffset(sequence.position(node));
        if (gradient) {
            layout.gradientOffset(sequence.position(node));
        }
    }

    /** Gives a node of the loop a place that is read outside; see {@link #addPlace}. */
    void addExit(int node, boolean gradient) {
        addPlace(node, gradient);
        layout.addExit(node, gradient);
    }

    private boolean flows(int node, int k) {
        return flows(recording, reached, node, k);
    }

    /** The {@linkplain StepSequence#relation relation} of an operand of the step whose code is written. */
    private int relation(int node, int k) {
        return sequence.relation(recording.firstOperand(node) + k - recording.firstOperand(firstNode()));
    }

    /** Whether a gradient flows into an operand. */
    static boolean flows(Recording recording, boolean[] reached, int node, int k) {
        return reached[node]
                && recording.isActive(node)
                && recording.isActive(recording.operand(node, k))
                && Recording.passes(recording.gates.get(node), k);
    }

    /** Calls back for the nodes outside that the steps read, and whether a gradient flows into them. */
    void forEachOutside(BiConsumer<Integer, Boolean> consumer) {
        forEachOperand((node, k) -> {
            int operand = recording.operand(node, k);
            int q = relation(node, k);
            if (q == StepSequence.SHARED) {
                consumer.accept(operand, flows(node, k));
            } else if (q >= 0) {
                for (int step = sequence.first; step < sequence.count; step++) {
                    consumer.accept(sequence.column(q, step), flows(node, k));
                }
            }
        });
    }

    /** Writes the class; call after all that follows the sequence has been written. */
    byte[] write() {
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, PART, null);
        MethodsCompiler.writeMethod(writer, 0, "<init>", CONSTRUCTOR, out -> {
            out.visitVarInsn(Opcodes.ALOAD, 0);
            out.visitVarInsn(Opcodes.ALOAD, 1);
            out.visitMethodInsn(Opcodes.INVOKESPECIAL, PART, "<init>", CONSTRUCTOR, false);
            out.visitInsn(Opcodes.RETURN);
        });
        List<String> backward = new ArrayList<>();
        List<String> forward = new ArrayList<>();
        for (int c = chunkStarts.length - 2; c >= 0; c--) {
            write("b" + c, loopCode.backwardOf(chunkStarts[c], chunkStarts[c + 1]), backward);
            write("f" + c, loopCode.forwardOf(chunkStarts[c], chunkStarts[c + 1]), forward);
        }
        Collections.reverse(forward);
        writeLoop("forwardSteps", forward, 1);
        writeLoop("backwardSteps", backward, -1);
        return writer.toByteArray();
    }

    private void write(String name, List<Store> stores, List<String> names) {
        if (stores.isEmpty()) {
            return;
        }
        names.add(name);
        BytecodePlan plan = new BytecodePlan(code, stores);
        Surroundings surroundings = new Surroundings(recording, operandArrays, customOps);
        MethodsCompiler.writeMethod(writer, Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, OF_CHUNK, out -> {
            BytecodeMethod body = new BytecodeMethod(code, plan, surroundings, ARGUMENTS, out);
            body.writeStatements(stores);
            body.out().visitInsn(Opcodes.RETURN);
        });
    }

    private void writeLoop(String name, List<String> chunks, int direction) {
        MethodsCompiler.writeMethod(writer, Opcodes.ACC_FINAL, name, OF_LOOP, out -> {
            Label head = new Label();
            Label end = new Label();
            out.visitLabel(head);
            out.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            out.visitVarInsn(Opcodes.ILOAD, STEPS);
            out.visitJumpInsn(Opcodes.IFLE, end);
            for (String chunk : chunks) {
                for (int argument = 1; argument <= WORKSPACE; argument++) {
                    boolean index = argument >= VALUE && argument <= ROW;
                    out.visitVarInsn(index ? Opcodes.ILOAD : Opcodes.ALOAD, argument);
                }
                out.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, chunk, OF_CHUNK, false);
            }
            out.visitIincInsn(VALUE, direction * layout.valueStride());
            out.visitIincInsn(GRADIENT, direction * layout.gradientStride());
            out.visitIincInsn(ROW, direction * activeColumns.length);
            out.visitIincInsn(STEPS, -1);
            out.visitJumpInsn(Opcodes.GOTO, head);
            out.visitLabel(end);
            out.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            out.visitInsn(Opcodes.RETURN);
        });
    }

    /** Defines the written class. */
    MethodsPart define(byte[] classFile, LoopPart.Data data) {
        return (MethodsPart) GeneratedClasses.instance(classFile, customOps.keySet(), LoopPart.Data.class, data);
    }

    /** What the loop needs beside its code; call before {@link #write}. */
    LoopPart.Data data() {
        int[] cleared = cleared();
        int steps = sequence.count - sequence.first;
        LoopColumn[] columns = new LoopColumn[sequence.columnCount()];
        Arrays.setAll(columns, this::column);
        int[] table = new int[steps * activeColumns.length];
        int next = 0;
        for (int step = sequence.first; step < sequence.count; step++) {
            for (int q : activeColumns) {
                table[next++] = outside.gradientSlot(sequence.column(q, step));
            }
        }
        return new LoopPart.Data(
                steps,
                layout.valueSlot(sequence.first),
                layout.valueStride(),
                layout.gradientSlot(sequence.first),
                layout.gradientStride(),
                columns,
                table,
                activeColumns.length,
                cleared,
                layout.checkpoints());
    }

    private LoopColumn column(int q) {
        return LoopColumn.of(
                recording,
                outside,
                layout.columnOffset(q),
                IntStream.range(sequence.first, sequence.count)
                        .map(step -> sequence.column(q, step))
                        .toArray());
    }

    /** Gives the nodes outside that receive their first gradient from the loop a slot, which is to be cleared. */
    private int[] cleared() {
        List<Integer> slots = new ArrayList<>();
        forEachOutside((node, flows) -> {
            if (flows && !outside.hasReceived(node)) {
                slots.add(outside.gradientSlot(node));
            }
        });
        return slots.stream().mapToInt(slot -> slot).toArray();
    }
}
