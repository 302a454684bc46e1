package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import io.gradstep.engine.compile.bytecode.StraightLineCode.Kind;
import io.gradstep.engine.compile.recording.OperandArrays;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Workspace;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the body of one method: statements that set local variables, then results onto the operand stack.
 *
 * <p>The call of a built-in gate is a call on a constant of {@link Op}, which HotSpot's optimising compiler resolves
 * and inlines. A gate that takes an array gets one of {@link Workspace#operands}; its contents are tracked, so that
 * only changed elements are written.
 */
final class BytecodeMethod {
    private static final String OP = Type.getInternalName(Op.class);
    private static final String CUSTOM_OP = Type.getInternalName(CustomOp.class);

    private static final Handle CLASS_DATA_AT = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/MethodHandles",
            "classDataAt",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;",
            false);

    /**
     * The local variables that hold a method's arguments.
     *
     * @param parameters an array
     * @param inputs an array
     * @param outputs an array that is written, or the first one of several
     * @param workspace the workspace
     * @param memory the array of the numbers that other methods left, or one that is not read
     * @param gradients the array of the gradients that they left, or one that is not read
     * @param step of the code of a step: the first of four variables, a table and the step's first indices in
     *     {@code memory}, {@code gradients} and the table
     */
    record Arguments(int parameters, int inputs, int outputs, int workspace, int memory, int gradients, int step) {
        /** Of a method that is not the code of a step. */
        Arguments(int parameters, int inputs, int outputs, int workspace, int memory, int gradients) {
            this(parameters, inputs, outputs, workspace, memory, gradients, workspace);
        }

        /** Of a method that needs no others. */
        Arguments(int parameters, int inputs, int outputs, int workspace) {
            this(parameters, inputs, outputs, workspace, workspace, workspace);
        }
    }

    /**
     * An element of an array that an expression is stored to as soon as it is computed.
     *
     * @param expression the expression
     * @param array the local variable of the array
     * @param kind {@link Kind#ARGUMENT}, or a kind of number that belongs to a step
     * @param index the element; of a step, the offset
     */
    record Store(int expression, int array, Kind kind, int index) {
        /** To a fixed element. */
        Store(int expression, int array, int index) {
            this(expression, array, Kind.ARGUMENT, index);
        }
    }

    /** The data shared by all methods of a class. */
    record Surroundings(Recording recording, OperandArrays operandArrays, Map<CustomOp, Integer> customOps) {
        int numberOf(CustomOp op) {
            Integer known = customOps.putIfAbsent(op, customOps.size());
            return known == null ? customOps.size() - 1 : known;
        }
    }

    /** The contents of an operand array at some point of the method. */
    private static final class OperandArray {
        final int slot;
        final int[] elements;
        int list = StraightLineCode.NONE;

        OperandArray(int slot, int length) {
            this.slot = slot;
            this.elements = new int[length];
            isOverwritten();
        }

        void isOverwritten() {
            Arrays.fill(elements, StraightLineCode.NONE);
            list = StraightLineCode.NONE;
        }
    }

    private final StraightLineCode code;
    private final BytecodePlan plan;
    private final Surroundings surroundings;
    private final Arguments arguments;
    private final MethodVisitor out;

    private final Map<Integer, OperandArray> arrays = new HashMap<>();

    /** The local variable of each expression that has one. */
    private final int[] slots;

    /** The local variables in use; a number takes two. */
    private final BitSet inUse = new BitSet();

    /** For each statement, the expressions not needed after it, as a linked list. */
    private final int[] lastHeld;

    private final int[] nextHeld;

    BytecodeMethod(
            StraightLineCode code,
            BytecodePlan plan,
            Surroundings surroundings,
            Arguments arguments,
            MethodVisitor out) {
        this.code = code;
        this.plan = plan;
        this.surroundings = surroundings;
        this.arguments = arguments;
        this.out = new BytecodePeephole(out);
        this.slots = new int[code.size()];
        this.lastHeld = new int[code.size()];
        this.nextHeld = new int[code.size()];
        listWhatIsHeld();
        inUse.set(arguments.parameters());
        inUse.set(arguments.inputs());
        inUse.set(arguments.outputs(), arguments.workspace() + 1);
    }

    private void listWhatIsHeld() {
        Arrays.fill(lastHeld, StraightLineCode.NONE);
        for (int e = 0; e < code.size(); e++) {
            int index = plan.heldUntil(e);
            if (plan.hasVariable(e) && index > e && index < code.size()) {
                nextHeld[e] = lastHeld[index];
                lastHeld[index] = e;
            }
        }
    }

    /** Sets all variables. */
    void writeStatements() {
        writeStatements(List.of());
    }

    /**
     * Sets all variables, and stores some of them on the way.
     *
     * @param stores by expression, in ascending order
     */
    void writeStatements(List<Store> stores) {
        int next = 0;
        for (int e = 0; e < code.size(); e++) {
            if (plan.hasVariable(e)) {
                compute(e);
                release(e);
                slots[e] = takeSlot();
                out.visitVarInsn(code.kind(e).isArray() ? Opcodes.ASTORE : Opcodes.DSTORE, slots[e]);
            }
            for (; next < stores.size() && stores.get(next).expression() == e; next++) {
                Store store = stores.get(next);
                out.visitVarInsn(Opcodes.ALOAD, store.array());
                pushIndex(store.kind(), store.index());
                push(e);
                out.visitInsn(Opcodes.DASTORE);
                if (!plan.hasVariable(e)) {
                    release(e);
                } else if (plan.heldUntil(e) == e) { // more than one store, and nothing else
                    inUse.clear(slots[e], slots[e] + 2);
                }
            }
        }
    }

    /** Frees the local variables not needed after a statement, because low ones have shorter instructions. */
    private void release(int index) {
        for (int held = lastHeld[index]; held != StraightLineCode.NONE; held = nextHeld[held]) {
            inUse.clear(slots[held], slots[held] + 2);
        }
        if (index == plan.lastArgument()) {
            inUse.clear(arguments.parameters());
            inUse.clear(arguments.inputs());
        }
    }

    private int takeSlot() {
        int slot = inUse.nextClearBit(0);
        while (inUse.get(slot + 1)) {
            slot = inUse.nextClearBit(slot + 1);
        }
        inUse.set(slot, slot + 2);
        return slot;
    }

    /** Pushes the value of an expression. */
    void push(int e) {
        if (code.kind(e) == Kind.CONSTANT) {
            pushNumber(code.number(e));
        } else if (plan.hasVariable(e)) {
            out.visitVarInsn(code.kind(e).isArray() ? Opcodes.ALOAD : Opcodes.DLOAD, slots[e]);
        } else {
            compute(e);
        }
    }

    private void pushNumber(double number) {
        if (Double.doubleToRawLongBits(number) == 0) {
            out.visitInsn(Opcodes.DCONST_0);
        } else if (number == 1) {
            out.visitInsn(Opcodes.DCONST_1);
        } else {
            out.visitLdcInsn(number);
        }
    }

    /** The only visitor that may write instructions until the method is finished. */
    MethodVisitor out() {
        return out;
    }

    /** Pushes an integer. */
    void pushInt(int i) {
        if (i >= -1 && i <= 5) {
            out.visitInsn(Opcodes.ICONST_0 + i);
        } else if (i == (byte) i) {
            out.visitIntInsn(Opcodes.BIPUSH, i);
        } else if (i == (short) i) {
            out.visitIntInsn(Opcodes.SIPUSH, i);
        } else {
            out.visitLdcInsn(i);
        }
    }

    private void compute(int e) {
        switch (code.kind(e)) {
            case ARGUMENT -> loadArgument(code.detail(e));
            case STEP_VALUE -> load(arguments.memory(), code.kind(e), code.detail(e));
            case STEP_GRADIENT, TABLE_GRADIENT -> load(arguments.gradients(), code.kind(e), code.detail(e));
            case ADD -> arithmetic(e, Opcodes.DADD);
            case SUBTRACT -> arithmetic(e, Opcodes.DSUB);
            case MULTIPLY -> arithmetic(e, Opcodes.DMUL);
            case DIVIDE -> arithmetic(e, Opcodes.DDIV);
            case NEGATE -> {
                push(code.first(e));
                out.visitInsn(Opcodes.DNEG);
            }
            case UNARY_VALUE -> callOp(e, "value", "(D)D");
            case SLOPE -> callOp(e, "slope", "(DD)D");
            case BINARY_VALUE -> callOp(e, "value", "(DD)D");
            case TERNARY_VALUE -> callOp(e, "value", "(DDD)D");
            case CHOICE -> {
                pushConstantOf(code.gate(e));
                push(code.first(code.first(e)));
                push(code.second(code.first(e)));
                push(code.second(e));
                push(code.third(e));
                out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, OP, "choose", "(DDDD)D", false);
            }
            case LEFT -> callOp(e, "left", "(DDD)D");
            case RIGHT -> callOp(e, "right", "(DDD)D");
            case NARY_VALUE, PARTIALS, CUSTOM_VALUE, CUSTOM_DERIVATIVES -> callWithArray(e);
            case ELEMENT -> {
                push(code.first(e));
                pushInt(code.detail(e));
                out.visitInsn(Opcodes.DALOAD);
            }
            case CONSTANT, LIST -> throw new IllegalArgumentException("nothing computes a " + code.kind(e));
        }
    }

    private void loadArgument(int number) {
        int parameters = surroundings.recording().parameterCount;
        int all = surroundings.recording().argumentCount();
        if (number < parameters) {
            load(arguments.parameters(), Kind.ARGUMENT, number);
        } else if (number < all) {
            load(arguments.inputs(), Kind.ARGUMENT, number - parameters);
        } else {
            boolean value = (number - all) % 2 == 0;
            load(value ? arguments.memory() : arguments.gradients(), Kind.ARGUMENT, (number - all) / 2);
        }
    }

    /** Pushes the index of an element of an array. */
    private void pushIndex(Kind kind, int index) {
        switch (kind) {
            case STEP_VALUE -> pushSum(arguments.step() + 1, index);
            case STEP_GRADIENT -> pushSum(arguments.step() + 2, index);
            case TABLE_GRADIENT -> {
                out.visitVarInsn(Opcodes.ALOAD, arguments.step());
                pushSum(arguments.step() + 3, index);
                out.visitInsn(Opcodes.IALOAD);
            }
            default -> pushInt(index);
        }
    }

    private void pushSum(int variable, int offset) {
        out.visitVarInsn(Opcodes.ILOAD, variable);
        if (offset != 0) {
            pushInt(offset);
            out.visitInsn(Opcodes.IADD);
        }
    }

    private void load(int array, Kind kind, int index) {
        out.visitVarInsn(Opcodes.ALOAD, array);
        pushIndex(kind, index);
        out.visitInsn(Opcodes.DALOAD);
    }

    private void arithmetic(int e, int opcode) {
        push(code.first(e));
        push(code.second(e));
        out.visitInsn(opcode);
    }

    private void callOp(int e, String method, String descriptor) {
        pushConstantOf(code.gate(e));
        push(code.first(e));
        pushIfAny(code.second(e));
        pushIfAny(code.third(e));
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, OP, method, descriptor, false);
    }

    private void pushIfAny(int e) {
        if (e != StraightLineCode.NONE) {
            push(e);
        }
    }

    /** Pushes a gate: a field of {@link Op}, or an element of the class data. */
    private void pushConstantOf(Gate gate) {
        if (gate instanceof Op op) {
            out.visitFieldInsn(Opcodes.GETSTATIC, OP, op.name(), "L" + OP + ";");
        } else if (gate instanceof CustomOp op) {
            out.visitLdcInsn(new ConstantDynamic("_", "L" + CUSTOM_OP + ";", CLASS_DATA_AT, surroundings.numberOf(op)));
        }
    }

    private void callWithArray(int e) {
        OperandArray array = fill(code.first(e));
        pushConstantOf(code.gate(e));
        out.visitVarInsn(Opcodes.ALOAD, array.slot);
        pushIfAny(code.third(e));
        switch (code.kind(e)) {
            case NARY_VALUE -> out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, OP, "value", "([D)D", false);
            case PARTIALS -> {
                out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, OP, "partials", "([DD)[D", false);
                array.isOverwritten();
            }
            case CUSTOM_VALUE -> out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, CUSTOM_OP, "forward", "([D)D", false);
            default -> out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, CUSTOM_OP, "derivatives", "([DD)[D", false);
        }
    }

    /** Writes a list of operands into the array of its length, except for elements that are already there. */
    private OperandArray fill(int list) {
        OperandArray array = arrays.computeIfAbsent(code.detail(list), this::fetchArray);
        if (array.list != list) {
            int rest = list;
            for (int i = 0; i < array.elements.length; i++) {
                int element = code.first(rest);
                if (array.elements[i] != element) {
                    out.visitVarInsn(Opcodes.ALOAD, array.slot);
                    pushInt(i);
                    push(element);
                    out.visitInsn(Opcodes.DASTORE);
                    array.elements[i] = element;
                }
                rest = code.second(rest);
            }
            array.list = list;
        }
        return array;
    }

    private OperandArray fetchArray(int length) {
        OperandArray array = new OperandArray(takeSlot(), length);
        out.visitVarInsn(Opcodes.ALOAD, arguments.workspace());
        out.visitFieldInsn(Opcodes.GETFIELD, BytecodeCompiler.WORKSPACE, "operands", "[[D");
        pushInt(surroundings.operandArrays().number(length));
        out.visitInsn(Opcodes.AALOAD);
        out.visitVarInsn(Opcodes.ASTORE, array.slot);
        return array;
    }
}
