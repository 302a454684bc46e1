package io.gradstep.demos.export;

import io.gradstep.engine.Op;
import io.gradstep.nn.module.Activation;

/**
 * The code of an activation in other languages.
 *
 * @param value a Java expression of the weighted sum {@code a}
 * @param slope a Java expression of {@code a} and the value {@code out}
 * @param torch a PyTorch module or function
 */
record ActivationCode(String value, String slope, String torch) {

    /** {@return whether the PyTorch code is a module, which has parentheses, rather than a function} */
    boolean isModule() {
        return torch.startsWith("nn.");
    }

    static ActivationCode of(Activation activation) {
        return activation.op().map(ActivationCode::of).orElse(new ActivationCode("a", "1", "nn.Identity()"));
    }

    /** Returns an op's code; a test checks that each op of one operand has one. */
    private static ActivationCode of(Op op) {
        return switch (op) {
            case NEG -> new ActivationCode("-a", "-1", "torch.neg");
            case ABS -> new ActivationCode("Math.abs(a)", "Math.signum(a)", "torch.abs");
            case SIGN -> new ActivationCode("Math.signum(a)", "0", "torch.sign");
            case STEP -> new ActivationCode("a > 0 ? 1 : 0", "0", "step");
            case FLOOR -> new ActivationCode("Math.floor(a)", "0", "torch.floor");
            case CEIL -> new ActivationCode("Math.ceil(a)", "0", "torch.ceil");
            case ROUND -> new ActivationCode("Math.rint(a)", "0", "torch.round");
            // PyTorch refuses a backward pass from a loss that needs no gradient.
            case DETACH -> new ActivationCode("a", "0", "lambda x: x.detach() + 0 * x");
            case IS_NAN ->
                new ActivationCode(
                        "Double.isNaN(a) ? 1 : 0",
                        "0",
                        "lambda x: torch.where(x.isnan(), 1.0, torch.sign(x) - torch.sign(x))");
            case SQRT -> new ActivationCode("Math.sqrt(a)", "0.5 / out", "torch.sqrt");
            case CBRT ->
                new ActivationCode(
                        "StrictMath.cbrt(a)",
                        "1 / (3 * out * out)",
                        "lambda x: x.sign() * x.abs() ** 0.3333333333333333");
            case EXP -> new ActivationCode("StrictMath.exp(a)", "out", "torch.exp");
            case LOG -> new ActivationCode("StrictMath.log(a)", "1 / a", "torch.log");
            case LOG2 ->
                new ActivationCode("StrictMath.log(a) / StrictMath.log(2)", "1 / StrictMath.log(2) / a", "torch.log2");
            case LOG10 -> new ActivationCode("StrictMath.log10(a)", "1 / StrictMath.log(10) / a", "torch.log10");
            case LOG1P -> new ActivationCode("StrictMath.log1p(a)", "1 / (1 + a)", "torch.log1p");
            case EXPM1 -> new ActivationCode("StrictMath.expm1(a)", "StrictMath.exp(a)", "torch.expm1");
            case SIN -> new ActivationCode("StrictMath.sin(a)", "StrictMath.cos(a)", "torch.sin");
            case COS -> new ActivationCode("StrictMath.cos(a)", "-StrictMath.sin(a)", "torch.cos");
            case TAN -> new ActivationCode("StrictMath.tan(a)", "1 + out * out", "torch.tan");
            case ASIN -> new ActivationCode("StrictMath.asin(a)", "1 / Math.sqrt((1 - a) * (1 + a))", "torch.asin");
            case ACOS -> new ActivationCode("StrictMath.acos(a)", "-1 / Math.sqrt((1 - a) * (1 + a))", "torch.acos");
            case ATAN -> new ActivationCode("StrictMath.atan(a)", "1 / (1 + a * a)", "torch.atan");
            case SINH -> new ActivationCode("StrictMath.sinh(a)", "StrictMath.cosh(a)", "torch.sinh");
            case COSH -> new ActivationCode("StrictMath.cosh(a)", "StrictMath.sinh(a)", "torch.cosh");
            case SECH -> new ActivationCode("sech(a)", "-out * StrictMath.tanh(a)", "lambda x: torch.cosh(x) ** -1");
            case TANH -> new ActivationCode("StrictMath.tanh(a)", "sech(a) * sech(a)", "nn.Tanh()");
            case ASINH -> new ActivationCode("asinh(a)", "1 / Math.sqrt(a * a + 1)", "torch.asinh");
            case ACOSH ->
                new ActivationCode(
                        "StrictMath.log1p(a - 1 + Math.sqrt(a - 1) * Math.sqrt(a + 1))",
                        "1 / Math.sqrt(a - 1) / Math.sqrt(a + 1)",
                        "torch.acosh");
            case ATANH ->
                new ActivationCode("0.5 * StrictMath.log1p(2 * a / (1 - a))", "1 / ((1 - a) * (1 + a))", "torch.atanh");
            case SIGMOID -> new ActivationCode("sigmoid(a)", "out * sigmoid(-a)", "nn.Sigmoid()");
            case RELU -> new ActivationCode("Math.max(0, a)", "a > 0 ? 1 : 0", "nn.ReLU()");
            case LEAKY_RELU -> new ActivationCode("a > 0 ? a : 0.01 * a", "a > 0 ? 1 : 0.01", "nn.LeakyReLU(0.01)");
            case SILU -> new ActivationCode("a * sigmoid(a)", "sigmoid(a) * (1 + a * sigmoid(-a))", "nn.SiLU()");
            // Above its threshold, 20 by default, PyTorch's softplus is the identity, 1e-10 off there.
            case SOFTPLUS -> new ActivationCode("softplus(a)", "sigmoid(a)", "nn.Softplus(threshold=40)");
            case ERF -> new ActivationCode("erf(a)", "2 / Math.sqrt(Math.PI) * StrictMath.exp(-a * a)", "torch.erf");
            case ERFC ->
                new ActivationCode("erfc(a)", "-2 / Math.sqrt(Math.PI) * StrictMath.exp(-a * a)", "torch.erfc");
            case NORM_PDF ->
                new ActivationCode("bell(a)", "-a * out", "lambda x: (x * x / -2).exp() / (2 * torch.pi) ** 0.5");
            case NORM_CDF -> new ActivationCode("normal(a)", "bell(a)", "torch.special.ndtr");
            case LOG_NORM_CDF -> new ActivationCode("logNormal(a)", "hazard(a)", "torch.special.log_ndtr");
            case LGAMMA -> new ActivationCode("lgamma(a)", "digamma(a)", "torch.lgamma");
            // Near 0, the slope of PyTorch's digamma is right to 10 digits only.
            case DIGAMMA ->
                new ActivationCode(
                        "digamma(a)",
                        "trigamma(a)",
                        "lambda x: torch.digamma(x + 10) - sum(1 / (x + k) for k in range(10))");
            case GELU -> new ActivationCode("a * normal(a)", "normal(a) + a * bell(a)", "nn.GELU()");
            default ->
                throw new IllegalArgumentException("the activation %s cannot be exported".formatted(op.functionName()));
        };
    }
}
