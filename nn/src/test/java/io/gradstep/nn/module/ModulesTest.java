package io.gradstep.nn.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/**
 * Modules give the outputs and gradients of PyTorch's. The expected numbers are those that {@code python3
 * nn/src/test/python/modules_reference.py} prints with torch 1.13 and float64.
 */
class ModulesTest {
    private static final double[][] INPUTS = {{0.5, -1, 2, 0.25}, {1.5, 0.75, -0.5, -2}, {-0.125, 3, 1, 0.5}};

    /** 0.3·sin k for k = 1, 2, …, as the reference numbers the parameters. */
    private static DoubleSupplier ramp() {
        int[] k = {0};
        return () -> 0.3 * Math.sin(++k[0]);
    }

    private static void addRamp(Parameterized norm, double... start) {
        DoubleSupplier ramp = ramp();
        List<ParameterTensor> tensors = norm.tensors();
        for (int i = 0; i < tensors.size(); i++) {
            for (Value parameter : tensors.get(i).values()) {
                parameter.setData(start[i] + ramp.getAsDouble());
            }
        }
    }

    private static List<List<Value>> leaves() {
        List<List<Value>> sequence = new ArrayList<>();
        for (double[] row : INPUTS) {
            sequence.add(Arrays.stream(row).mapToObj(Value::of).toList());
        }
        return sequence;
    }

    private static void check(SequenceModule module, double[] outputs, double[] gradient) {
        List<List<Value>> x = leaves();
        List<Value> y = module.forwardAll(x).stream().flatMap(List::stream).toList();
        List<Value> terms = new ArrayList<>();
        for (int k = 0; k < y.size(); k++) {
            assertThat(y.get(k).data()).as("output %d", k).isCloseTo(outputs[k], within(1e-14));
            terms.add(y.get(k).mul(k + 1));
        }
        Value.sum(terms).backward();
        List<Value> inputs = x.stream().flatMap(List::stream).toList();
        for (int k = 0; k < inputs.size(); k++) {
            assertThat(inputs.get(k).grad()).as("gradient %d", k).isCloseTo(gradient[k], within(1e-13));
        }
    }

    @Test
    void layer_norm_is_that_of_torch() {
        LayerNorm norm = LayerNorm.of(4, 1e-5);
        addRamp(norm, 1, 0);
        check(
                norm,
                new double[] {
                    -0.21425819634789542,
                    -1.7998982974425788,
                    1.7246597252001703,
                    0.16087305055440812,
                    1.1866974651583038,
                    0.6953060913463994,
                    -0.14647484329447918,
                    -0.8315034421321282,
                    -1.5917192408864385,
                    1.98896821879232,
                    0.11361287856261257,
                    -0.09527712181938584
                },
                new double[] {
                    -1.1834304329606788,
                    0.25384717733077533,
                    0.3503843222650813,
                    0.5791989333648213,
                    -0.5752888392024778,
                    0.5257656328175164,
                    0.378439292562434,
                    -0.3289160861774727,
                    0.8230944744736242,
                    0.14634505449489943,
                    0.29719198717410933,
                    -1.2666315161426356
                });
    }

    @Test
    void rms_norm_is_that_of_torch() {
        RmsNorm norm = RmsNorm.of(4, 1e-5);
        addRamp(norm, 1);
        check(
                norm,
                new double[] {
                    0.5433832815482221,
                    -1.1044228419688267,
                    1.8089085996471412,
                    0.16767777302671089,
                    1.413833191887886,
                    0.7184015983182698,
                    -0.3922177810331964,
                    -1.1634189425018526,
                    -0.09772458695121797,
                    2.3834947385950986,
                    0.6506451403118307,
                    0.2412476300448153
                },
                new double[] {
                    0.669642693096516, 3.04309342393751, 1.0448674194709993, 2.47428243342741,
                    4.855778363539668, 5.818713315169516, 5.443381915382512, 4.463007693678456,
                    7.438086432106362, -1.7010056568643472, 3.941767170480802, 4.1822784346008985
                });
    }

    @Test
    void lstm_is_that_of_torch() {
        check(
                Lstm.of(4, 3, ramp()),
                new double[] {
                    0.13113601015712784, -0.07889714557559607, -0.12048767073492492,
                    0.03873788656375801, -0.0978390818284421, 0.0947497337893605,
                    0.35931878154731245, -0.1293221151339533, -0.010794868712115999
                },
                new double[] {
                    0.10400790260902643, 0.36529534249124473, 0.29073192913279633, -0.051129079091359934,
                    1.0208325990658644, 0.8712703727233039, -0.07933381623187523, -0.9569988604101068,
                    0.3959289159668282, 0.7961517962473366, 0.46439638670016625, -0.2943229191054723
                });
    }

    @Test
    void causal_attention_is_that_of_torch() {
        check(
                CausalSelfAttention.of(4, 2, ramp()),
                new double[] {
                    -0.025012383861454053,
                    -0.021882281577678266,
                    0.05361881138783553,
                    -0.04821290646621749,
                    0.07959492482303239,
                    -0.0632980317759424,
                    0.00315378454410151,
                    0.059175129478282,
                    -0.016265509789951033,
                    0.024957359218457518,
                    -0.016360927503541813,
                    -0.0035689274302532557
                },
                new double[] {
                    0.013576637818488039, -0.11703635801386225, -0.1400466660290858, -0.034298715155458286,
                    0.2664944221491386, -0.150107474338067, -0.42870125117493896, -0.31314907473868514,
                    0.10634823514151863, -0.0011018883867952162, -0.10753894081390813, -0.11510518699794875
                });
    }

    @Test
    void a_linear_map_without_bias_has_one_tensor() {
        // y = (1·5 + 2·6, 3·5 + 4·6)
        double[] next = {0};
        Linear linear = Linear.of(2, 2, false, () -> ++next[0]);
        List<Value> y = linear.forward(List.of(Value.of(5), Value.of(6)));
        assertThat(y).extracting(Value::data).containsExactly(17.0, 39.0);
        assertThat(linear.tensors()).extracting(ParameterTensor::name).containsExactly("weight");
        assertThat(Linear.of(2, 3, true, Initializer.HE, 1).tensors())
                .extracting(ParameterTensor::name)
                .containsExactly("weight", "bias");
    }

    @Test
    void tensors_are_named_as_in_a_state_dict() {
        SequenceModule block = Sequential.of(
                Residual.of(Sequential.of(LayerNorm.of(4, 1e-5), CausalSelfAttention.of(4, 2, Initializer.XAVIER, 1))),
                Activation.GELU,
                Dropout.of(0.1),
                Linear.of(4, 2, true, Initializer.HE, 2));
        assertThat(block.tensors())
                .extracting(ParameterTensor::name)
                .containsExactly(
                        "0.0.weight",
                        "0.0.bias",
                        "0.1.wq.weight",
                        "0.1.wk.weight",
                        "0.1.wv.weight",
                        "0.1.wo.weight",
                        "3.weight",
                        "3.bias");
        assertThat(Lstm.of(2, 3, 1).tensors())
                .extracting(ParameterTensor::name)
                .containsExactly("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");
        assertThat(block.parameterCount()).isEqualTo(8 + 4 * 16 + 10);
    }

    @Test
    void a_layer_is_a_linear_map_and_an_activation() {
        Layer layer = Layer.of(3, 2, Activation.TANH, Initializer.XAVIER, 42);
        Linear linear = Linear.of(3, 2, true, Initializer.XAVIER, 42);
        List<Value> x = List.of(Value.of(0.5), Value.of(-1), Value.of(2));
        assertThat(layer.forward(x))
                .extracting(Value::data)
                .isEqualTo(Activation.TANH.forward(linear.forward(x)).stream()
                        .map(Value::data)
                        .toList());
    }

    @Test
    void a_residual_adds_its_input() {
        Residual residual = Residual.of(Activation.RELU);
        assertThat(residual.forwardAll(List.of(List.of(Value.of(-2), Value.of(3))))
                        .get(0))
                .extracting(Value::data)
                .containsExactly(-2.0, 6.0);
        SequenceModule shorter = Residual.of(Linear.of(2, 1, false, Initializer.HE, 1));
        assertThatThrownBy(() -> shorter.forwardAll(List.of(List.of(Value.of(1), Value.of(2)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void vectors_of_another_length_are_rejected() {
        for (SequenceModule module : List.of(
                Linear.of(4, 2, true, Initializer.HE, 1),
                RmsNorm.of(4, 0),
                RmsNorm.plain(4, 0),
                LayerNorm.of(4, 0),
                CausalSelfAttention.of(4, 2, Initializer.HE, 1),
                Lstm.of(4, 2, 1))) {
            assertThatThrownBy(() -> module.forwardAll(List.of(List.of(Value.of(1), Value.of(2)))))
                    .as(module.toString())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("2 inputs were given, but 4 are needed");
        }
        assertThatThrownBy(() -> CausalSelfAttention.of(5, 2, Initializer.HE, 1))
                .hasMessage("the width 5 is not a multiple of the number of heads, 2");
    }

    /**
     * Two compiled masks of one sequence are those that the same seed draws eagerly; about half of 400 numbers are
     * dropped (five standard deviations are 50), and the others doubled.
     */
    @Test
    void a_seed_drops_the_same_numbers_eagerly_and_compiled() {
        SequenceModule module = Sequential.of(Dropout.of(0.5), Dropout.of(0), Dropout.of(0.25));
        List<Value> x = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            x.add(Value.of(1));
        }
        Masks masks = Masks.recorded();
        CompiledFunction compiled = CompiledFunction.builder(module.start(masks).next(x))
                .parameters(x)
                .inputs(masks.arguments())
                .build();
        double[] ones = new double[400];
        Arrays.fill(ones, 1);
        double[] outputs = new double[400];
        for (long seed : new long[] {1, 2}) {
            compiled.evaluate(ones, masks.draw(seed), outputs);
            double[] eager = module.start(Masks.drawn(seed)).next(x).stream()
                    .mapToDouble(Value::data)
                    .toArray();
            assertThat(eager).isEqualTo(outputs);
        }
        double[] half = Dropout.of(0.5).start(Masks.drawn(3)).next(x).stream()
                .mapToDouble(Value::data)
                .toArray();
        assertThat(Arrays.stream(half).filter(number -> number == 0).count()).isBetween(150L, 250L);
        assertThat(half).containsOnly(0, 2);
        assertThat(module.start(Masks.NONE).next(x)).isSameAs(x);
    }
}
