package io.gradstep.demos.page;

import com.google.common.collect.ObjectArrays;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.DoubleConstantInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NegateInstruction;
import org.teavm.model.instructions.NumericOperandType;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Makes TeaVM compile arithmetic to the bits of Java: calls of what its class library rounds differently go to
 * {@link PageMath}, and −x, which it compiles to 0 − x, becomes x times −1, which keeps the sign of zero.
 */
public final class PagePlugin implements TeaVMPlugin {
    private static final String HERE = PageMath.class.getName();

    /** Static functions, and methods of an object, which becomes the first argument. */
    private static final Map<MethodReference, String> REPLACED = Map.ofEntries(
            Map.entry(new MethodReference(BigDecimal.class, "doubleValue", double.class), "doubleValue"),
            Map.entry(new MethodReference(BigDecimal.class, "precision", int.class), "precision"),
            Map.entry(new MethodReference(Math.class, "rint", double.class, double.class), "rint"),
            Map.entry(new MethodReference(StrictMath.class, "rint", double.class, double.class), "rint"),
            Map.entry(new MethodReference(Math.class, "scalb", double.class, int.class, double.class), "scalb"),
            Map.entry(new MethodReference(StrictMath.class, "scalb", double.class, int.class, double.class), "scalb"),
            Map.entry(new MethodReference(Double.class, "parseDouble", String.class, double.class), "parseDouble"),
            Map.entry(new MethodReference(Double.class, "toString", double.class, String.class), "toString"),
            Map.entry(new MethodReference(String.class, "valueOf", double.class, String.class), "toString"),
            Map.entry(new MethodReference(String.class, "lines", Stream.class), "lines"),
            Map.entry(new MethodReference(Matcher.class, "replaceAll", Function.class, String.class), "replaceAll"),
            Map.entry(new MethodReference(Matcher.class, "results", Stream.class), "results"),
            Map.entry(new MethodReference(StringBuilder.class, "append", double.class, StringBuilder.class), "append"),
            Map.entry(new MethodReference(Random.class, "nextInt", int.class, int.class), "nextInt"));

    @Override
    public void install(TeaVMHost host) {
        host.add(new Arithmetic());
    }

    private static final class Arithmetic implements ClassHolderTransformer {
        @Override
        public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
            if (type.getName().equals(HERE)) {
                return;
            }
            for (MethodHolder method : type.getMethods()) {
                if (method.getProgram() != null) {
                    for (BasicBlock block : method.getProgram().getBasicBlocks()) {
                        for (Instruction instruction : block) {
                            replace(instruction);
                        }
                    }
                }
            }
        }

        private static void redirect(InvokeInstruction call, String name) {
            MethodReference method = call.getMethod();
            ValueType[] signature = method.getSignature();
            if (call.getInstance() != null) {
                signature = ObjectArrays.concat(ValueType.object(method.getClassName()), signature);
                Variable[] arguments = call.getArguments().toArray(Variable[]::new);
                call.setArguments(ObjectArrays.concat(call.getInstance(), arguments));
                call.setInstance(null);
                call.setType(InvocationType.SPECIAL);
            }
            call.setMethod(new MethodReference(HERE, name, signature));
        }

        private static void replace(Instruction instruction) {
            if (instruction instanceof InvokeInstruction call) {
                String name = REPLACED.get(call.getMethod());
                if (name != null) {
                    redirect(call, name);
                }
            } else if (instruction instanceof BinaryInstruction binary
                    && binary.getOperation() == BinaryOperation.MODULO
                    && binary.getOperandType() == NumericOperandType.DOUBLE) {
                InvokeInstruction call = new InvokeInstruction();
                call.setType(InvocationType.SPECIAL);
                call.setMethod(
                        new MethodReference(HERE, "remainder", ValueType.DOUBLE, ValueType.DOUBLE, ValueType.DOUBLE));
                call.setArguments(binary.getFirstOperand(), binary.getSecondOperand());
                call.setReceiver(binary.getReceiver());
                call.setLocation(instruction.getLocation());
                instruction.replace(call);
            } else if (instruction instanceof NegateInstruction negation
                    && negation.getOperandType() == NumericOperandType.DOUBLE) {
                Variable minusOne = instruction.getProgram().createVariable();
                DoubleConstantInstruction constant = new DoubleConstantInstruction();
                constant.setConstant(-1);
                constant.setReceiver(minusOne);
                constant.setLocation(instruction.getLocation());
                instruction.insertPrevious(constant);
                BinaryInstruction product = new BinaryInstruction(BinaryOperation.MULTIPLY, NumericOperandType.DOUBLE);
                product.setFirstOperand(negation.getOperand());
                product.setSecondOperand(minusOne);
                product.setReceiver(negation.getReceiver());
                product.setLocation(instruction.getLocation());
                instruction.replace(product);
            }
        }
    }
}
