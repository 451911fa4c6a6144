package tutti.engine.control.tree;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A node that holds a value, declared once with all that can be said of it:
///
/// ```
/// Leaf.real("/bus/monitor/dim", -60, 0).unit(DECIBELS).initial(-20).help("How far talkback dims the monitor.")
///         .bind(bus::dimDb, bus::dimDb)
/// ```
///
/// The getter is asked by any thread but the callback, often, and answers at once; after the setter has
/// returned it answers what was set. The setter gets only what the kind permits, one call at a time, and may
/// throw an [IllegalArgumentException] with a sentence for people: then nothing has changed.
public final class Leaf implements Node {
    /// The tag of what only those may hear who have shown that they are the user.
    public static final String SECRET = "secret";

    private final String address;
    private final List<String> names;
    private final Kind kind;
    private final Access access;
    private final Pace pace;
    private final Unit unit;
    private final String help;
    private final List<String> tags;
    private final @Nullable Value initial;
    private final Supplier<Value> getter;
    private final Consumer<Value> setter;

    /// What was read at a turn of the [Sampler], whose thread alone uses these.
    private long sampledTurn = -1;

    private Value sample = Value.NIL;

    private Leaf(Draft<?> draft, Access access, Supplier<Value> getter, Consumer<Value> setter) {
        this.address = draft.address;
        this.names = Address.names(draft.address);
        this.kind = draft.kind;
        this.access = access;
        this.pace = draft.pace;
        this.unit = draft.unit;
        this.help = draft.help;
        this.tags = draft.tags;
        this.initial = draft.initial;
        this.getter = getter;
        this.setter = setter;
    }

    /// A number from `min` to `max`.
    public static RealDraft real(String address, double min, double max) {
        return new RealDraft(address, new Kind.Real((float) min, (float) max));
    }

    /// A number without bounds.
    public static RealDraft real(String address) {
        return real(address, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /// A whole number from `min` to `max`.
    public static WholeDraft whole(String address, long min, long max) {
        return new WholeDraft(address, new Kind.Whole(min, max));
    }

    /// A count from 0 on, of 64 bits.
    public static WholeDraft count(String address) {
        return whole(address, 0, Long.MAX_VALUE);
    }

    /// On or off.
    public static ToggleDraft toggle(String address) {
        return new ToggleDraft(address);
    }

    /// Words.
    public static TextDraft text(String address, int maxChars) {
        return new TextDraft(address, new Kind.Text(maxChars));
    }

    /// One of several words.
    public static TextDraft choice(String address, List<String> words) {
        return new TextDraft(address, new Kind.Choice(words));
    }

    /// Bytes that can be read.
    public static BlobDraft blob(String address) {
        return new BlobDraft(address);
    }

    /// Something to be done.
    public static CommandDraft command(String address) {
        return new CommandDraft(address);
    }

    /// A node of somebody else's tree, of whatever kind that is.
    public static MirrorDraft mirror(String address, Kind kind) {
        return new MirrorDraft(address, kind);
    }

    @Override
    public String address() {
        return address;
    }

    /// The names that its address is made of.
    List<String> names() {
        return names;
    }

    /// What values it may have.
    public Kind kind() {
        return kind;
    }

    /// What may be done with it.
    public Access access() {
        return access;
    }

    /// How often its changes are told.
    public Pace pace() {
        return pace;
    }

    /// What its number counts.
    public Unit unit() {
        return unit;
    }

    /// What it is, in one sentence.
    public String help() {
        return help;
    }

    /// Words by which programs find it, for example `fader`.
    public List<String> tags() {
        return tags;
    }

    /// Whether only those may hear it who have shown that they are the user.
    public boolean isSecret() {
        return tags.contains(SECRET);
    }

    /// What it is before anybody has changed it; null if that makes no sense.
    public @Nullable Value initial() {
        return initial;
    }

    /// What it holds now; [Value#NIL] if it cannot be read. A getter that fails leaves it at that, so that
    /// one broken part does not close the door to the others.
    public Value read() {
        try {
            return access.canRead() ? getter.get() : Value.NIL;
        } catch (RuntimeException broken) {
            return Value.NIL;
        }
    }

    /// As [#read], but once a turn, and the same object as long as it is equal. Thread: the sampler's.
    Value sample(long turn) {
        if (turn != sampledTurn) {
            sampledTurn = turn;
            Value now = read();
            if (!now.equals(sample)) {
                sample = now;
            }
        }
        return sample;
    }

    void write(Value value) {
        setter.accept(value);
    }

    /// What can be said of every leaf.
    ///
    /// @param <D> the draft itself
    public abstract static sealed class Draft<D extends Draft<D>> {
        private final String address;
        private final Kind kind;
        private Pace pace = Pace.VALUE;
        private Unit unit = Unit.NONE;
        private String help = "";
        private List<String> tags = List.of();
        private @Nullable Value initial;

        Draft(String address, Kind kind) {
            if (address.equals(Address.ROOT) || !Address.isAddress(address)) {
                throw new IllegalArgumentException("\"" + address + "\" is not an address for a node.");
            }
            this.address = address;
            this.kind = kind;
        }

        @SuppressWarnings("unchecked") // what D means
        private D self() {
            return (D) this;
        }

        /// What its number counts.
        public D unit(Unit newUnit) {
            unit = newUnit;
            return self();
        }

        /// What it is, in one sentence.
        public D help(String sentence) {
            help = sentence;
            return self();
        }

        /// Words by which programs find it.
        public D tags(String... words) {
            tags = List.of(words);
            return self();
        }

        /// It moves all the time, as meters do.
        public D meter() {
            pace = Pace.METER;
            return self();
        }

        final void initialValue(Value value) {
            if (!(kind.accept(value, value) instanceof Acceptance.Taken(Value _, boolean isAltered)) || isAltered) {
                throw new IllegalArgumentException("\"" + address + "\" cannot begin as " + value.words() + ".");
            }
            initial = value;
        }

        final Leaf readOnly(Supplier<Value> getter) {
            return new Leaf(this, Access.READ, getter, _ -> {
                throw new IllegalStateException(address + " is only read.");
            });
        }

        final Leaf both(Supplier<Value> getter, Consumer<Value> setter) {
            return new Leaf(this, Access.READ_WRITE, getter, setter);
        }

        final Leaf writeOnly(Consumer<Value> setter) {
            return new Leaf(this, Access.WRITE, () -> Value.NIL, setter);
        }
    }

    /// A number to be.
    public static final class RealDraft extends Draft<RealDraft> {
        private RealDraft(String address, Kind.Real kind) {
            super(address, kind);
        }

        /// What it is before anybody has changed it.
        public RealDraft initial(double number) {
            initialValue(Value.of(number));
            return this;
        }

        /// It is only read.
        public Leaf bind(DoubleSupplier getter) {
            return readOnly(() -> Value.of(getter.getAsDouble()));
        }

        /// It is read and written.
        public Leaf bind(DoubleSupplier getter, DoubleConsumer setter) {
            return both(() -> Value.of(getter.getAsDouble()), value -> setter.accept(((Value.Real) value).number()));
        }
    }

    /// A whole number to be.
    public static final class WholeDraft extends Draft<WholeDraft> {
        private WholeDraft(String address, Kind.Whole kind) {
            super(address, kind);
        }

        /// What it is before anybody has changed it.
        public WholeDraft initial(long number) {
            initialValue(Value.of(number));
            return this;
        }

        /// It is only read.
        public Leaf bind(LongSupplier getter) {
            return readOnly(() -> Value.of(getter.getAsLong()));
        }

        /// It is read and written.
        public Leaf bind(LongSupplier getter, LongConsumer setter) {
            return both(() -> Value.of(getter.getAsLong()), value -> setter.accept(((Value.Whole) value).number()));
        }
    }

    /// A switch to be.
    public static final class ToggleDraft extends Draft<ToggleDraft> {
        private ToggleDraft(String address) {
            super(address, new Kind.Toggle());
        }

        /// What it is before anybody has changed it.
        public ToggleDraft initial(boolean isOn) {
            initialValue(Value.of(isOn));
            return this;
        }

        /// It is only read.
        public Leaf bind(BooleanSupplier getter) {
            return readOnly(() -> Value.of(getter.getAsBoolean()));
        }

        /// It is read and written.
        public Leaf bind(BooleanSupplier getter, Consumer<Boolean> setter) {
            return both(() -> Value.of(getter.getAsBoolean()), value -> setter.accept(((Value.Toggle) value).isOn()));
        }
    }

    /// Words to be.
    public static final class TextDraft extends Draft<TextDraft> {
        private TextDraft(String address, Kind kind) {
            super(address, kind);
        }

        /// What it is before anybody has changed it.
        public TextDraft initial(String text) {
            initialValue(Value.of(text));
            return this;
        }

        /// They are only read.
        public Leaf bind(Supplier<String> getter) {
            return readOnly(() -> Value.of(getter.get()));
        }

        /// They say what is to be done; there is nothing to read.
        public Leaf obey(Consumer<String> action) {
            return writeOnly(value -> action.accept(((Value.Text) value).text()));
        }

        /// They are read and written.
        public Leaf bind(Supplier<String> getter, Consumer<String> setter) {
            return both(() -> Value.of(getter.get()), value -> setter.accept(((Value.Text) value).text()));
        }
    }

    /// Bytes to be.
    public static final class BlobDraft extends Draft<BlobDraft> {
        private BlobDraft(String address) {
            super(address, new Kind.Blob());
        }

        /// They are read; nobody changes them afterwards.
        public Leaf bind(Supplier<byte[]> getter) {
            return readOnly(() -> new Value.Blob(Objects.requireNonNull(getter.get())));
        }
    }

    /// Somebody else's node to be.
    public static final class MirrorDraft extends Draft<MirrorDraft> {
        private MirrorDraft(String address, Kind kind) {
            super(address, kind);
        }

        /// What it is before anybody has changed it.
        public MirrorDraft initial(Value value) {
            initialValue(value);
            return this;
        }

        /// As often as the other tree tells it.
        public MirrorDraft pace(Pace otherPace) {
            return otherPace == Pace.METER ? meter() : this;
        }

        /// What may be done with it there may be done here.
        public Leaf bind(Access access, Supplier<Value> getter, Consumer<Value> setter) {
            return switch (access) {
                case READ -> readOnly(getter);
                case WRITE -> writeOnly(setter);
                case READ_WRITE -> both(getter, setter);
            };
        }
    }

    /// A command to be.
    public static final class CommandDraft extends Draft<CommandDraft> {
        private CommandDraft(String address) {
            super(address, new Kind.Command());
        }

        /// What is done.
        public Leaf bind(Runnable action) {
            return writeOnly(value -> {
                if (value.equals(Value.IMPULSE)) {
                    action.run();
                }
            });
        }
    }
}
