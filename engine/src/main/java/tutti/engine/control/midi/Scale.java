package tutti.engine.control.midi;

import java.util.OptionalDouble;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Value;

/// What a node holds as a way from 0 to 1, as a knob has it, and back. Thread: any (stateless).
final class Scale {
    private Scale() {}

    /// Whether a control can move such a node.
    static boolean fits(Leaf leaf) {
        return leaf.access().canWrite()
                && switch (leaf.kind()) {
                    case Kind.Real(float min, float max) -> Float.isFinite(min) && Float.isFinite(max) && min < max;
                    case Kind.Whole(long min, long max) -> min < max && (double) max - min <= Integer.MAX_VALUE;
                    case Kind.Choice choice -> choice.words().size() > 1;
                    case Kind.Toggle _, Kind.Command _ -> true;
                    case Kind.Text _, Kind.Blob _ -> false;
                };
    }

    /// Where the node is; empty if it holds nothing.
    static OptionalDouble way(Leaf leaf, Value value) {
        return switch (leaf.kind()) {
            case Kind.Real(float min, float max)
            when value instanceof Value.Real(float number) -> OptionalDouble.of((number - min) / (max - min));
            case Kind.Whole(long min, long max)
            when value instanceof Value.Whole(long number) -> OptionalDouble.of((double) (number - min) / (max - min));
            case Kind.Choice choice
            when value instanceof Value.Text(String word) && choice.words().contains(word) ->
                OptionalDouble.of(
                        (double) choice.words().indexOf(word) / (choice.words().size() - 1));
            case Kind.Toggle _ when value instanceof Value.Toggle(boolean isOn) -> OptionalDouble.of(isOn ? 1 : 0);
            default -> OptionalDouble.empty();
        };
    }

    /// What the node is to hold there.
    static Value value(Kind kind, double way) {
        return switch (kind) {
            case Kind.Real(float min, float max) -> Value.of(min + way * (max - min));
            case Kind.Whole(long min, long max) -> Value.of(min + Math.round(way * (max - min)));
            case Kind.Choice choice ->
                Value.of(choice.words()
                        .get((int) Math.round(way * (choice.words().size() - 1))));
            case Kind.Toggle _ -> Value.of(way >= 0.5);
            case Kind.Command _, Kind.Text _, Kind.Blob _ -> throw new IllegalArgumentException("It has no ways.");
        };
    }

    /// How a control that has just been learnt moves such a node.
    static MidiMode usualMode(Leaf leaf, MidiControl control) {
        boolean isSwitch = leaf.kind() instanceof Kind.Toggle;
        if (leaf.kind() instanceof Kind.Command) {
            return MidiMode.JUMP;
        }
        return isSwitch && control.type() == MidiControl.Type.NOTE
                ? MidiMode.FLIP
                : isSwitch ? MidiMode.JUMP : MidiMode.PICKUP;
    }
}
