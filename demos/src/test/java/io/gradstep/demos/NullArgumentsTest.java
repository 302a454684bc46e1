package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Gate;
import io.gradstep.engine.GradientCheck;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledDerivatives;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.compile.CompiledSparseMatrix;
import io.gradstep.engine.compile.FunctionBuilder;
import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.Checkpoint;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.ModelEvaluation;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.PredictorBuilder;
import io.gradstep.nn.SampleLoss;
import io.gradstep.nn.Trainer;
import io.gradstep.nn.data.CsvFile;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.HoldOut;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.data.Standardizer;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.CurveBuilder;
import io.gradstep.nn.fit.CurveFit;
import io.gradstep.nn.fit.FitLoss;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.nn.fit.FittedCurves;
import io.gradstep.nn.fit.Interval;
import io.gradstep.nn.fit.samples.FitSamples;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.GraphStyle;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.Layer;
import io.gradstep.nn.module.Neuron;
import io.gradstep.nn.module.StateDict;
import io.gradstep.nn.optim.GradientClip;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.optim.OptimizerStep;
import io.gradstep.nn.optim.Regularization;
import io.gradstep.nn.optim.Scheduler;
import io.gradstep.nn.random.RandomStream;
import io.gradstep.nn.training.TrainingListener;
import io.gradstep.viz.chart.DecisionMap;
import io.gradstep.viz.chart.LineChart;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.page.DrillPage;
import io.gradstep.viz.page.FilmPage;
import io.gradstep.viz.page.FilmSample;
import io.gradstep.viz.page.LabPage;
import io.gradstep.viz.page.StepperPage;
import io.gradstep.viz.page.Worksheet;
import io.gradstep.viz.quiz.Misconception;
import io.gradstep.viz.quiz.Question;
import io.gradstep.viz.quiz.QuestionKind;
import io.gradstep.viz.quiz.Questions;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A null argument is rejected by the name of its parameter: every public method of the libraries is called with null
 * for each of its parameters, and something sensible for the others.
 */
class NullArgumentsTest {
    @TempDir
    private Path folder;

    /** An argument or a receiver for each type; made anew for each call, because some are changed by it. */
    private final Map<Class<?>, Supplier<Object>> samples = new HashMap<>();

    /** Lists and maps by what they hold. */
    private final Map<String, Supplier<Object>> generic = new HashMap<>();

    private Mlp model;

    @BeforeEach
    void collect_samples() {
        model = Mlp.builder().inputs(2).outputs(2).build();
        engine();
        networks();
        pictures();
    }

    private <T> void sample(Class<T> type, Supplier<T> sample) {
        samples.put(type, sample::get);
    }

    private static CompiledFunction function() {
        Value a = Value.of(1);
        Value b = Value.of(2);
        Value x = Value.of(3);
        Value y = Value.of(4);
        return CompiledFunction.builder(List.of(a.mul(x), b.mul(y)))
                .parameters(List.of(a, b))
                .inputs(List.of(x, y))
                .build();
    }

    private void engine() {
        sample(int.class, () -> 1);
        sample(long.class, () -> 1L);
        sample(double.class, () -> 0.5);
        sample(boolean.class, () -> true);
        sample(char.class, () -> ',');
        sample(String.class, () -> "x");
        sample(Object.class, () -> "x");
        sample(double[].class, () -> new double[] {1, 2});
        sample(double[][].class, () -> new double[][] {{1, 2}, {3, 4}});
        sample(double[][][].class, () -> new double[2][2][2]);
        sample(int[].class, () -> new int[] {0, 1});
        sample(Path.class, () -> folder.resolve("file.svg"));
        sample(Value.class, () -> Value.of(2, "x"));
        sample(Value[].class, () -> new Value[] {Value.of(2), Value.of(3)});
        sample(Graph.class, () -> Graph.of(Value.of(2).mul(3)));
        sample(Trace.class, () -> Trace.of(Value.of(2).mul(3)));
        sample(Gate.class, () -> Op.ADD);
        sample(DoubleFunction.class, () -> (DoubleFunction<BigDecimal>) BigDecimal::new);
        sample(Op.class, () -> Op.DOT);
        CustomOp blend = CustomOp.builder("blend", 2, v -> v[0] + v[1])
                .derivatives((v, out) -> new double[] {1, 1})
                .symbolicDerivatives((v, out) -> List.of(Value.constant(1), Value.constant(1)))
                .build();
        sample(CustomOp.class, () -> blend);
        sample(CustomOp.Builder.class, () -> CustomOp.builder("blend", 2, v -> v[0]));
        sample(CustomOp.Forward.class, () -> v -> v[0]);
        sample(GradientCheck.class, () -> GradientCheck.of(Value.of(2).mul(3)));
        sample(CompiledFunction.class, NullArgumentsTest::function);
        sample(CompiledDerivatives.class, () -> function().byInputs());
        sample(NumberedSum.class, () -> new NumberedSum(2));
        sample(CompiledSparseMatrix.class, () -> function().byInputs().sparseJacobian());
        sample(FunctionBuilder.class, () -> CompiledFunction.builder(Value.of(2)));
        sample(Printer.class, () -> Printer.ASCII);
        sample(Program.class, () -> Program.parse("x*y"));
        sample(IntToDoubleFunction.class, () -> i -> 1);
        sample(Consumer.class, () -> (Consumer<Object>) heard -> {});
        sample(DoubleConsumer.class, () -> (DoubleConsumer) heard -> {});
        sample(Function.class, () -> value -> null);
        sample(Optional.class, Optional::empty);
        sample(InputStream.class, InputStream::nullInputStream);
        generic.put("Value", () -> List.of(Value.of(1), Value.of(2)));
        generic.put("List<Value>", () -> List.of(List.of(Value.of(1))));
    }

    private void networks() {
        sample(Mlp.class, () -> model);
        sample(Mlp.Builder.class, Mlp::builder);
        sample(Layer.class, () -> model.layers().get(0));
        sample(Neuron.class, () -> Neuron.of(new double[] {1, 2}, 3, Activation.TANH));
        sample(Activation.class, () -> Activation.TANH);
        sample(GraphStyle.class, () -> GraphStyle.FAST);
        sample(Initializer.class, () -> Initializer.XAVIER);
        sample(RandomStream.class, () -> new RandomStream(1));
        sample(Optimizer.class, () -> Optimizer.sgd(0.1));
        sample(OptimizerStep.class, () -> Optimizer.sgd(0.1).over(List.of(Value.of(1))));
        sample(GradientClip.class, () -> GradientClip.norm(1));
        sample(Scheduler.class, () -> Scheduler.cosine(0));
        sample(Regularization.class, () -> Regularization.NONE);
        sample(Loss.class, () -> Loss.MSE);
        sample(BatchGradient.Method.class, () -> BatchGradient.compiled(1));
        sample(TrainingListener.class, () -> new TrainingListener() {});
        sample(Trainer.class, () -> trainer());
        sample(Trainer.Builder.class, Trainer::builder);
        sample(Checkpoint.class, () -> trainer().start(model, data()).checkpoint());
        sample(Dataset.class, NullArgumentsTest::data);
        sample(RowSource.class, NullArgumentsTest::data);
        sample(HoldOut.class, () -> new HoldOut(10, 0.5, 1));
        sample(
                ModelEvaluation.class,
                () -> ModelEvaluation.of(Predictor.builder(model).build(), data()));
        BatchGradient.Sums sums = (rows, loss, weights, sum) -> {
            samples.put(SampleLoss.class, () -> loss);
            return 0;
        };
        sample(BatchGradient.Sums.class, () -> sums);
        BatchGradient.compiled(sums)
                .prepare(model, model::forward, Loss.MSE, Regularization.NONE, data())
                .compute(data(), StateDict.numbers(model), new double[model.parameterCount()]);
        sample(Standardizer.class, () -> Standardizer.fit(data()));
        sample(Scaling.class, () -> Scaling.NONE);
        sample(Predictor.class, () -> Predictor.builder(model).build());
        sample(PredictorBuilder.class, () -> Predictor.builder(model));
        sample(UnaryOperator.class, UnaryOperator::identity);
        sample(CsvFile.class, () -> CsvFile.of(folder.resolve("file.csv")));
        sample(Tensor.class, () -> Tensor.of(new int[] {2}, new double[2]));
        sample(Safetensors.class, () -> new Safetensors(Map.of(), Map.of()));
        Curve line = Curve.of(Program.parse("m*x"), List.of("x"), Map.of("m", 1.0));
        Dataset points = Dataset.regression(new double[][] {{1}, {2}}, new double[] {1, 2});
        sample(Curve.class, () -> line);
        sample(CurveBuilder.class, () -> Curve.builder(Program.parse("x")));
        sample(FitLoss.class, () -> FitLoss.SQUARES);
        sample(CurveFit.class, () -> CurveFit.of(line, points));
        sample(FitSamples.class, () -> (FitSamples) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {FitSamples.class},
                (proxy, method, arguments) -> method.getName().equals("size") ? (Object) 2L : 1));
        sample(FitResult.class, () -> CurveFit.of(line, points).run());
        sample(FittedCurves.class, () -> CurveFit.of(line, points).run().fitted());
        sample(Interval.class, () -> new Interval(0, 1));
        ModuleSamples.addTo(samples);
        generic.put("RowArgument", List::of);
        generic.put("CompiledFamily$Sequence", List::of);
        generic.put("String", () -> List.of("a", "b"));
        generic.put("String, Double", () -> Map.of("x", 1.0));
        generic.put("String, String", () -> Map.of("a", "b"));
        generic.put("String, Tensor", Map::of);
    }

    private static Trainer trainer() {
        return Trainer.builder()
                .loss(Loss.MSE)
                .optimizer(Optimizer.sgd(0.1))
                .epochs(1)
                .build();
    }

    private static Dataset data() {
        return Dataset.regression(new double[][] {{1, 2}, {3, 4}}, new double[][] {{1, 2}, {3, 4}});
    }

    private void pictures() {
        DecisionMap.Scores scores = (x, y) -> new double[] {x, y};
        sample(DecisionMap.Scores.class, () -> scores);
        sample(DecisionMap.class, () -> DecisionMap.of(new double[][] {{1, 2}, {3, 4}}, new int[] {0, 1}, scores));
        sample(LineChart.class, () -> LineChart.titled("x"));
        sample(Picture.class, () -> Picture.of(Graph.of(Value.of(1))));
        sample(StepperPage.class, () -> StepperPage.of(Trace.of(Value.of(1))));
        Trace product = Trace.of(Value.of(2, "x").mul(3));
        Step.Backward backward = product.stream()
                .filter(Step.Backward.class::isInstance)
                .map(Step.Backward.class::cast)
                .findFirst()
                .orElseThrow();
        sample(Step.Forward.class, () -> (Step.Forward) product.get(0));
        sample(Step.Backward.class, () -> backward);
        sample(Questions.class, () -> Questions.of(product));
        sample(Question.class, () -> Questions.of(product).local(backward));
        sample(QuestionKind.class, () -> QuestionKind.LOCAL);
        sample(Misconception.class, () -> Misconception.OWN_OPERAND);
        DrillPage.Round round =
                new DrillPage.Round("x", "x", product, Questions.of(product).local(backward));
        sample(DrillPage.Round.class, () -> round);
        generic.put("List<DrillPage$Round>", () -> List.of(List.of(round)));
        sample(DrillPage.class, () -> DrillPage.of("x", List.of(List.of(round))));
        generic.put("Mistake", () -> List.of(Mistake.ASSIGN));
        sample(LabPage.class, () -> LabPage.of(product, List.of(Mistake.ASSIGN)));
        sample(Worksheet.class, () -> Worksheet.of(Trace.of(Value.of(1))));
        generic.put("Worksheet", () -> List.of(Worksheet.of(Trace.of(Value.of(1)))));
        sample(FilmSample.class, () -> FilmSample.of("x", Graph.of(Value.of(1))));
        sample(FilmPage.Builder.class, () -> FilmPage.builder("x"));
        sample(
                FilmPage.class,
                () -> FilmPage.builder("x")
                        .chart(LineChart.titled("x").line("a", new double[] {0, 1}, new double[] {0, 1}))
                        .frame(0)
                        .build());
    }

    @Test
    void every_public_method_names_the_parameter_that_is_null() {
        List<String> bare = new ArrayList<>();
        int calls = 0;
        for (Method method : PublicMethods.all()) {
            Parameter[] parameters = method.getParameters();
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i].getType().isPrimitive() || isNullable(parameters[i])) {
                    continue;
                }
                calls++;
                String answer = answerToNull(method, i);
                if (!answer.isEmpty()) {
                    bare.add("%s.%s, %s: %s"
                            .formatted(
                                    method.getDeclaringClass().getSimpleName(),
                                    method.getName(),
                                    parameters[i],
                                    answer));
                }
            }
        }
        assertThat(bare).isEmpty();
        assertThat(calls).isGreaterThan(180);
    }

    private static boolean isNullable(Parameter parameter) {
        return parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The fault of the response to null; empty if it is an exception that names the parameter. */
    private String answerToNull(Method method, int nullIndex) {
        Parameter[] parameters = method.getParameters();
        try {
            Object receiver = Modifier.isStatic(method.getModifiers()) ? null : sample(method.getDeclaringClass());
            Object[] arguments = new Object[parameters.length];
            for (int k = 0; k < arguments.length; k++) {
                arguments[k] = k == nullIndex ? null : argument(parameters[k]);
            }
            method.invoke(receiver, arguments);
            return "it is taken";
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            // As a word: in a message of Java's about a variable of this name it stands in quotation marks.
            boolean named = Pattern.compile("\\b" + parameters[nullIndex].getName() + "\\b")
                    .matcher(String.valueOf(thrown.getMessage()))
                    .find();
            return thrown instanceof NullPointerException && named ? "" : thrown.toString();
        } catch (IllegalAccessException | IllegalStateException e) {
            return e.toString();
        }
    }

    private Object argument(Parameter parameter) {
        Class<?> type = parameter.getType();
        boolean container = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
        if (container && !samples.containsKey(type)) {
            String whole = parameter.getParameterizedType().toString();
            String held =
                    whole.substring(whole.indexOf('<') + 1, whole.length() - 1).replaceAll("\\w+\\.", "");
            Object sample = known(generic.get(held), whole).get();
            return type == ImmutableList.class ? ImmutableList.copyOf((Collection<?>) sample) : sample;
        }
        return sample(type);
    }

    private Object sample(Class<?> type) {
        if (type.isArray() && !samples.containsKey(type)) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isEnum() && !samples.containsKey(type)) {
            return type.getEnumConstants()[0];
        }
        return known(samples.get(type), type.getName()).get();
    }

    private static Supplier<Object> known(@Nullable Supplier<Object> sample, String type) {
        if (sample == null) {
            throw new IllegalStateException("this test needs an example of a " + type);
        }
        return sample;
    }
}
