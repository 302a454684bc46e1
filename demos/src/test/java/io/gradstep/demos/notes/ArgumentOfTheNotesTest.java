package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The handouts make the notes' own argument: the phrases by which a student recognises it. */
class ArgumentOfTheNotesTest {
    private static void assertSays(String name, String... phrases) {
        assertThat(Printed.of(name).text()).contains(phrases);
    }

    @Test
    void gates() {
        assertSays(
                "gates",
                "gradient distributor",
                "unchanged and equally",
                "gradient router",
                "the full value of the upstream gradient, and the other does not receive anything",
                "route a desired output",
                "gradient switcher",
                "On a tie");
    }

    @Test
    void squared_norm() {
        assertSays(
                "squared-norm",
                "W₁₁ → q₁ one path: no sum",
                "x₁ → q₁, q₂ 2 paths: a sum of 2",
                "= Σₖ (2qₖ)(1[k = i] xⱼ) = 2qᵢxⱼ",
                "outer product",
                "= Σₖ 2qₖWₖᵢ",
                "that is where Wᵀ comes from",
                "the scan has 0.56",
                "the scan prints this matrix transposed, [[0.088, 0.104], [0.176, 0.208]]");
    }

    @Test
    void regression() {
        assertSays(
                "regression",
                "sum rule",
                "power rule",
                "the scan prints −1 for ∂J/∂w₁",
                "lacks the factor 1/(2N)",
                "matrix form lacks the minus",
                "w ← w − ½ ∇w J = [1 0] − ½ [1 0] = [0.5 0]",
                "try with 2",
                "that is where the sum over the examples comes from",
                "[−1.5 −1]",
                "The sum over the examples is the inner index of the product");
    }

    @Test
    void small_network() {
        assertSays(
                "network-2-2-1",
                "σ′(net) = σ(net)(1 − σ(net))",
                "sum rule",
                "power rule",
                "chain rule",
                "drop the minus",
                "computed in the forward pass",
                "dJ/dW¹ = dJ/dz · dz/da² · da²/dh · dh/da¹ · da¹/dW¹",
                "diagonal since the activation function is element-wise",
                "Or equivalently",
                "⊙",
                "verify the matrix formulation, the product with a tensor",
                "folded",
                "is the average of what was computed for a single example");
    }

    @Test
    void relu_exercise() {
        assertSays(
                "relu-exercise",
                "h₂ = max(0, 0·1 + 1·0) = max(0, 0) = 0",
                "the scan has J = (c − z)² = 1 first",
                "has +1 for ∂J/∂w²₁",
                "the weights of the first layer",
                "The second row is zero because relu′(0) = 0",
                "compute them also in matrix notation",
                "[1 2] − [−1 0] = [2 2]");
    }

    @Test
    void tanh_network() {
        assertSays(
                "tanh-matrix",
                "when do sums appear?",
                "c₁ → e₁, e₂ 2 paths: a sum of 2",
                "v₁₁ → e₁ one path: no sum",
                "∂dₖ/∂cⱼ = vⱼₖ",
                "= Σₖ 2(eₖ − yₖ) vⱼₖ (1 − cⱼ²) aᵢ",
                "is an outer product",
                "3×1 times 1×2 is 3×2, the same shape as V",
                "so V is transposed",
                "multiplied element by element, ⊙",
                "2×1 times 1×3 is 2×3, the same shape as W",
                "∂ε/∂V = cᵀ · 2(e − y)",
                "∂ε/∂W = aᵀ · [2(e − y)·Vᵀ ⊙ (1 − c²)]");
    }

    @Test
    void n_layers() {
        assertSays(
                "n-layers",
                "saves the slopes",
                "W⁽ⁿ⁾ ψ⁽ⁿ⁻¹⁾ Eᵢⱼ a⁽ⁿ⁻²⁾ = [W⁽ⁿ⁾ψ⁽ⁿ⁻¹⁾]ᵢ [a⁽ⁿ⁻²⁾]ⱼ",
                "δ⁽ⁿ⁺¹⁾ = 1",
                "δ⁽ᵏ⁾ = ψ⁽ᵏ⁻¹⁾ [W⁽ᵏ⁾]ᵀ δ⁽ᵏ⁺¹⁾ for k from n to 2",
                "the row is transposed to a column",
                "a⁽¹⁾₁ → z⁽²⁾₁, z⁽²⁾₂ 2 paths: a sum of 2",
                "Add a 1 at the end of the activation",
                "no gradient goes back through it",
                "n = 2: 2→2→1",
                "n = 3: 3→4→3→1",
                "n = 6: 5→8→8→6→5→4→1");
    }

    @Test
    void sensitivities() {
        assertSays(
                "sensitivities",
                "Only s⁽ˡ⁾ⱼ depends on w⁽ˡ⁾ᵢⱼ",
                "gradient at s⁽²⁾",
                "= 2(x⁽ᴸ⁾ − y) θ′(s⁽ᴸ⁾)",
                "δ⁽ˡ⁾ = [W⁽ˡ⁺¹⁾ δ⁽ˡ⁺¹⁾]₁…d ⊙ θ′(s⁽ˡ⁾)",
                "here W is not transposed",
                "Row 0 is left out",
                "outer product",
                "similar to dynamic programming");
    }

    @Test
    void normalisation() {
        assertSays(
                "normalisation",
                "μ → c₁, c₂, c₃ 3 paths: a sum of 3",
                "= s(1[i = j] − 1/n − zᵢzⱼ/n)",
                "s(I − 11ᵀ/n − zzᵀ/n)(g ⊙ w)",
                "no change that only shifts or only stretches x can change z",
                "∂L/∂x = s(I − zzᵀ/n)(g ⊙ w)");
    }

    @Test
    void attention() {
        assertSays(
                "attention",
                "s₁₁ → a₁₁, a₁₂ 2 paths: a sum of 2",
                "∂aₜᵣ/∂sₜᵤ = aₜᵣ(1[r = u] − aₜᵤ)",
                "∂L/∂S = A ⊙ (∂L/∂A − m)",
                "Each row of ∂L/∂S adds up to 0",
                "∂L/∂K = (∂L/∂S)ᵀ · Q/√d",
                "the later shares are 0");
    }
}
