package io.gradstep.demos;

import io.gradstep.demos.train.Recipe;
import io.gradstep.nn.Activation;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Optimizer;
import io.gradstep.nn.data.NamedGenerator;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Words that must be known to the libraries, brought to one way of writing them. */
abstract class SettingName implements ITypeConverter<String> {
    private final UnaryOperator<String> canonical;

    private SettingName(UnaryOperator<String> canonical) {
        this.canonical = canonical;
    }

    @Override
    public String convert(String word) {
        try {
            return canonical.apply(Glyphs.visible(Words.unshield(word)));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    static final class OfDataSet extends SettingName {
        OfDataSet() {
            super(name -> NamedGenerator.named(name).datasetName());
        }
    }

    static final class OfLayers extends SettingName {
        OfLayers() {
            super(text -> Recipe.written(Recipe.layers(text).asList()));
        }
    }

    static final class OfActivation extends SettingName {
        OfActivation() {
            super(name -> Activation.named(name).label());
        }
    }

    static final class OfLoss extends SettingName {
        OfLoss() {
            super(name -> Loss.named(name).label());
        }
    }

    static final class OfOptimizer extends SettingName {
        OfOptimizer() {
            super(name -> Optimizer.named(name, 1).label());
        }
    }
}
