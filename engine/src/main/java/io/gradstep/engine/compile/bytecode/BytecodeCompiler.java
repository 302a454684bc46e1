package io.gradstep.engine.compile.bytecode;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DADD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DRETURN;
import static org.objectweb.asm.Opcodes.RETURN;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.compile.bytecode.BytecodeMethod.Arguments;
import io.gradstep.engine.compile.bytecode.BytecodeMethod.Surroundings;
import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.Jacobian;
import io.gradstep.engine.compile.recording.ManyPoints;
import io.gradstep.engine.compile.recording.OperandArrays;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Workspace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Compiles a small recording to a generated class with all numbers in local variables: the fastest tier at one point.
 *
 * <p>Each method stays below {@link #MAX_METHOD_SIZE}; larger recordings use the other tiers. The class is hidden: it
 * is unloaded with its one instance.
 */
public final class BytecodeCompiler {
    /** HotSpot never compiles larger methods. */
    public static final int MAX_METHOD_SIZE = 8000;

    /** The limit for all methods of a class together, which bounds the compile time of many outputs. */
    private static final int MAX_CLASS_SIZE = 8 * MAX_METHOD_SIZE;

    static final String WORKSPACE = Type.getInternalName(Workspace.class);
    private static final String SUPER_NAME = Type.getInternalName(BytecodeEvaluator.class);
    private static final String LOOP_SUPER_NAME = Type.getInternalName(BytecodeLoop.class);
    private static final String JACOBIAN_SUPER_NAME = Type.getInternalName(BytecodeJacobian.class);

    /** A hidden class must be in the package of the class that defines it. */
    private static final String NAME = SUPER_NAME.replace("BytecodeEvaluator", "Bytecode");

    private static final String VALUE = "([D[DL" + WORKSPACE + ";)D";
    private static final String EVALUATE = "([D[D[DL" + WORKSPACE + ";)V";
    private static final String GRADIENT = "(I[D[D[D[DL" + WORKSPACE + ";)D";
    private static final String GRADIENT_OF_OUTPUT = "([D[D[D[DL" + WORKSPACE + ";)D";

    private static final String JACOBIAN = "([D[D[D[[DL" + WORKSPACE + ";)V";
    private static final String GRADIENTS = "([D[[D[D[[DIIL" + WORKSPACE + ";)V";

    private final Recording recording;
    private final OperandArrays operandArrays;
    private final Map<CustomOp, Integer> customOps = new LinkedHashMap<>();
    private final Surroundings surroundings;
    private final StraightLineCode code = new StraightLineCode();
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private int classSize;

    private BytecodeCompiler(Recording recording) {
        this.recording = recording;
        this.operandArrays = new OperandArrays(recording);
        this.surroundings = new Surroundings(recording, operandArrays, customOps);
    }

    /**
     * Compiles a recording.
     *
     * @param recording the recording to compile
     * @return an evaluator, unless the recording is too large: where no classes are {@linkplain GeneratedClasses
     *     defined}, an interpreter, which gives the same bits
     */
    public static Optional<Evaluator> compile(Recording recording) {
        return written(recording, BytecodeCompiler::writeClass).map(compiler -> {
            Evaluator generated = (Evaluator) GeneratedClasses.define(compiler::define);
            return generated == null ? new Interpreter(recording) : generated;
        });
    }

    /**
     * Compiles a loop over points, with the arithmetic of the gradient in the loop itself: HotSpot would not inline a
     * method of that size.
     *
     * @param recording the recording to compile
     * @return the loop, unless the recording is too large or no classes are {@linkplain GeneratedClasses defined}
     */
    public static Optional<ManyPoints> compileLoop(Recording recording) {
        return written(recording, BytecodeCompiler::writeLoopClass)
                .map(compiler -> (ManyPoints) GeneratedClasses.define(compiler::define));
    }

    /**
     * Compiles a Jacobian: one method with a forward sweep and all backward sweeps, which share what they have in
     * common.
     *
     * @param recording the recording to compile
     * @param rowCount the number of outputs that are differentiated, from the first on
     * @param firstColumn the first argument that they are differentiated by
     * @param columnCount the number of such arguments
     * @return the Jacobian, unless it is too large or no classes are {@linkplain GeneratedClasses defined}
     */
    public static Optional<Jacobian> compileJacobian(
            Recording recording, int rowCount, int firstColumn, int columnCount) {
        if ((long) rowCount * columnCount > MAX_METHOD_SIZE) {
            return Optional.empty();
        }
        return written(recording, compiler -> compiler.writeJacobianClass(rowCount, firstColumn, columnCount))
                .map(compiler -> (Jacobian) GeneratedClasses.define(compiler::define));
    }

    private static Optional<BytecodeCompiler> written(Recording recording, Predicate<BytecodeCompiler> write) {
        // Each node takes at least a byte, so graphs that cannot fit are rejected at once.
        if (recording.size() > MAX_METHOD_SIZE || recording.outputCount() > MAX_METHOD_SIZE) {
            return Optional.empty();
        }
        BytecodeCompiler compiler = new BytecodeCompiler(recording);
        return write.test(compiler) ? Optional.of(compiler) : Optional.empty();
    }

    private boolean writeLoopClass() {
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, LOOP_SUPER_NAME, null);
        writeConstructor(LOOP_SUPER_NAME);
        SweepCode sweeps = SweepCode.of(recording, code);
        int[] gradient = sweeps.gradient(0);
        int[] byInputs = Arrays.copyOfRange(gradient, recording.parameterCount, gradient.length);
        int[] results = Arrays.copyOf(byInputs, byInputs.length + 1);
        results[byInputs.length] = sweeps.output(0);
        BytecodePlan plan = new BytecodePlan(code, results);
        return plan.leastSize() < MAX_METHOD_SIZE
                && write(Opcodes.ACC_PUBLIC, "gradients", GRADIENTS, out -> writeLoop(plan, byInputs, results, out));
    }

    /**
     * Variables 1 to 7 are the arguments of {@link ManyPoints#gradients}; 8 and 9 become the parameters and the inputs
     * of one point, which its arithmetic may overwrite, and 0 its row of gradients, in place of {@code this}.
     */
    private void writeLoop(BytecodePlan plan, int[] byInputs, int[] results, MethodVisitor out) {
        Label head = new Label();
        Label end = new Label();
        out.visitLabel(head);
        out.visitFrame(
                Opcodes.F_FULL,
                8,
                new Object[] {Opcodes.TOP, "[D", "[[D", "[D", "[[D", Opcodes.INTEGER, Opcodes.INTEGER, WORKSPACE},
                0,
                new Object[0]);
        out.visitVarInsn(Opcodes.ILOAD, 5);
        out.visitVarInsn(Opcodes.ILOAD, 6);
        out.visitJumpInsn(Opcodes.IF_ICMPGE, end);
        out.visitVarInsn(ALOAD, 1);
        out.visitVarInsn(Opcodes.ASTORE, 8);
        loadRow(2, out);
        out.visitVarInsn(Opcodes.ASTORE, 9);
        loadRow(4, out);
        out.visitVarInsn(Opcodes.ASTORE, 0);
        BytecodeMethod body = new BytecodeMethod(code, plan, surroundings, new Arguments(8, 9, 1, 7), out);
        body.writeStatements();
        storeGradient(byInputs, 0, body);
        body.out().visitVarInsn(ALOAD, 3);
        body.out().visitVarInsn(Opcodes.ILOAD, 5);
        body.push(results[byInputs.length]);
        body.out().visitInsn(DASTORE);
        out.visitIincInsn(5, 1);
        out.visitJumpInsn(Opcodes.GOTO, head);
        out.visitLabel(end);
        out.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        out.visitInsn(RETURN);
    }

    private static void loadRow(int rows, MethodVisitor out) {
        out.visitVarInsn(ALOAD, rows);
        out.visitVarInsn(Opcodes.ILOAD, 5);
        out.visitInsn(Opcodes.AALOAD);
    }

    private boolean writeJacobianClass(int rowCount, int firstColumn, int columnCount) {
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, JACOBIAN_SUPER_NAME, null);
        writeConstructor(JACOBIAN_SUPER_NAME);
        SweepCode sweeps = SweepCode.of(recording, code);
        int outputCount = recording.outputCount();
        int[] results = new int[outputCount + rowCount * columnCount];
        for (int k = 0; k < outputCount; k++) {
            results[k] = sweeps.output(k);
        }
        for (int k = 0; k < rowCount; k++) {
            System.arraycopy(sweeps.gradient(k), firstColumn, results, outputCount + k * columnCount, columnCount);
        }
        BytecodePlan plan = new BytecodePlan(code, results);
        return plan.leastSize() < MAX_METHOD_SIZE
                && write(Opcodes.ACC_PUBLIC, "compute", JACOBIAN, out -> {
                    out.visitVarInsn(ALOAD, 5);
                    out.visitVarInsn(Opcodes.ASTORE, 6); // the workspace; variable 5 becomes a row
                    BytecodeMethod body = new BytecodeMethod(code, plan, surroundings, new Arguments(1, 2, 3, 6), out);
                    body.writeStatements();
                    storeOutputs(Arrays.copyOf(results, outputCount), body);
                    for (int k = 0; k < rowCount; k++) {
                        body.out().visitVarInsn(ALOAD, 4);
                        body.pushInt(k);
                        body.out().visitInsn(Opcodes.AALOAD);
                        body.out().visitVarInsn(Opcodes.ASTORE, 5);
                        int from = outputCount + k * columnCount;
                        storeGradient(Arrays.copyOfRange(results, from, from + columnCount), 5, body);
                    }
                    body.out().visitInsn(RETURN);
                });
    }

    /** Whether a recording fits into one method for each sweep. */
    public static boolean fits(Recording recording) {
        return written(recording, BytecodeCompiler::writeClass).isPresent();
    }

    /** The class file, unless the recording is too large. */
    public static Optional<byte[]> classFile(Recording recording) {
        return written(recording, BytecodeCompiler::writeClass).map(compiler -> compiler.writer.toByteArray());
    }

    private Object define() {
        return GeneratedClasses.instance(
                writer.toByteArray(), customOps.keySet(), int[].class, operandArrays.lengths());
    }

    /** Returns whether the methods are small enough. */
    private boolean writeClass() {
        if (!gradientsFit()) {
            return false;
        }
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, SUPER_NAME, null);
        writeConstructor(SUPER_NAME);
        SweepCode sweeps = SweepCode.of(recording, code);
        int outputCount = recording.outputCount();
        boolean fits = writeValue(sweeps);
        if (outputCount == 1) {
            return fits
                    && writeGradient(sweeps, 0, "gradient", GRADIENT, new Arguments(2, 3, 4, 6), Opcodes.ACC_PUBLIC);
        }
        fits = fits && writeValues(sweeps) && writeDispatch(outputCount);
        int forward = code.size();
        for (int k = 0; k < outputCount && fits; k++) {
            fits = writeGradient(
                    sweeps,
                    k,
                    "gradient" + k,
                    GRADIENT_OF_OUTPUT,
                    new Arguments(0, 1, 2, 4),
                    Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC);
            code.truncate(forward);
        }
        return fits;
    }

    /** Whether a method can store the gradients, which take at least six bytes each: known before any is written. */
    private boolean gradientsFit() {
        boolean[] reached = recording.reachedFrom(1);
        int size = 0;
        for (int node = 0; node < reached.length; node++) {
            size += reached[node] && !recording.isInterior(node) ? 6 : 0;
        }
        return size < MAX_METHOD_SIZE;
    }

    private void writeConstructor(String superName) {
        MethodVisitor out = writer.visitMethod(0, "<init>", "([I)V", null, null);
        out.visitCode();
        out.visitVarInsn(ALOAD, 0);
        out.visitVarInsn(ALOAD, 1);
        out.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "([I)V", false);
        out.visitInsn(RETURN);
        out.visitMaxs(0, 0);
        out.visitEnd();
    }

    private boolean writeValue(SweepCode sweeps) {
        int[] results = {sweeps.output(0)};
        return writeMethod(Opcodes.ACC_PUBLIC, "value", VALUE, new Arguments(1, 2, 3, 3), results, body -> {
            body.push(results[0]);
            body.out().visitInsn(DRETURN);
        });
    }

    private boolean writeValues(SweepCode sweeps) {
        int[] results = new int[recording.outputCount()];
        Arrays.setAll(results, sweeps::output);
        return writeMethod(Opcodes.ACC_PUBLIC, "evaluate", EVALUATE, new Arguments(1, 2, 3, 4), results, body -> {
            storeOutputs(results, body);
            body.out().visitInsn(RETURN);
        });
    }

    private static void storeOutputs(int[] outputs, BytecodeMethod body) {
        MethodVisitor out = body.out();
        for (int k = 0; k < outputs.length; k++) {
            out.visitVarInsn(ALOAD, 3);
            body.pushInt(k);
            body.push(outputs[k]);
            out.visitInsn(DASTORE);
        }
    }

    /** Calls the method of the requested output. */
    private boolean writeDispatch(int outputCount) {
        return write(Opcodes.ACC_PUBLIC, "gradient", GRADIENT, out -> {
            Label[] labels = new Label[outputCount];
            Arrays.setAll(labels, k -> new Label());
            out.visitVarInsn(Opcodes.ILOAD, 1);
            out.visitTableSwitchInsn(0, outputCount - 1, labels[outputCount - 1], labels);
            for (int k = 0; k < outputCount; k++) {
                out.visitLabel(labels[k]);
                out.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                for (int argument = 2; argument <= 6; argument++) {
                    out.visitVarInsn(ALOAD, argument);
                }
                out.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, "gradient" + k, GRADIENT_OF_OUTPUT, false);
                out.visitInsn(DRETURN);
            }
        });
    }

    private boolean writeGradient(
            SweepCode sweeps, int output, String name, String descriptor, Arguments arguments, int access) {
        int[] gradient = sweeps.gradient(output);
        int[] results = Arrays.copyOf(gradient, gradient.length + 1);
        results[gradient.length] = sweeps.output(output);
        return writeMethod(access, name, descriptor, arguments, results, body -> {
            int parameters = recording.parameterCount;
            storeGradient(Arrays.copyOf(gradient, parameters), arguments.outputs(), body);
            int[] byInputs = Arrays.copyOfRange(gradient, parameters, gradient.length);
            storeGradient(byInputs, arguments.outputs() + 1, body);
            body.push(results[gradient.length]);
            body.out().visitInsn(DRETURN);
        });
    }

    private static void storeGradient(int[] gradient, int array, BytecodeMethod body) {
        MethodVisitor out = body.out();
        if (Arrays.stream(gradient).anyMatch(e -> e == StraightLineCode.NONE)) {
            out.visitVarInsn(ALOAD, array);
            out.visitInsn(DCONST_0);
            out.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Arrays", "fill", "([DD)V", false);
        }
        for (int i = 0; i < gradient.length; i++) {
            if (gradient[i] != StraightLineCode.NONE) {
                out.visitVarInsn(ALOAD, array);
                body.pushInt(i);
                body.push(gradient[i]);
                out.visitInsn(DCONST_0); // −0 becomes 0
                out.visitInsn(DADD);
                out.visitInsn(DASTORE);
            }
        }
    }

    /** Writes the code that stores or returns the results of a method. */
    private interface Ending {
        void write(BytecodeMethod body);
    }

    private boolean writeMethod(
            int access, String name, String descriptor, Arguments arguments, int[] results, Ending ending) {
        BytecodePlan plan = new BytecodePlan(code, results);
        if (plan.leastSize() >= MAX_METHOD_SIZE) {
            return false;
        }
        return write(access, name, descriptor, out -> {
            BytecodeMethod body = new BytecodeMethod(code, plan, surroundings, arguments, out);
            body.writeStatements();
            ending.write(body);
        });
    }

    private boolean write(int access, String name, String descriptor, Consumer<MethodVisitor> body) {
        MethodVisitor out = writer.visitMethod(access | Opcodes.ACC_FINAL, name, descriptor, null, null);
        out.visitCode();
        body.accept(out);
        Label end = new Label();
        out.visitLabel(end);
        out.visitMaxs(0, 0);
        out.visitEnd();
        int size = end.getOffset();
        classSize += size;
        return size < MAX_METHOD_SIZE && classSize < MAX_CLASS_SIZE;
    }
}
