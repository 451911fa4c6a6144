package tutti.console.mixer;

import java.util.function.DoubleFunction;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import tutti.console.control.EvenTravel;
import tutti.console.control.Fader;
import tutti.console.control.FaderTravel;
import tutti.console.control.Hand;
import tutti.console.control.LevelField;
import tutti.console.control.MovableControl;
import tutti.console.control.Rotary;
import tutti.console.control.SwitchButton;
import tutti.console.control.Travel;
import tutti.console.model.RealParameter;
import tutti.console.model.ToggleParameter;

/// Makes the controls of one strip: bound to its model, named for those who hear the screen, with a hint under the
/// pointer.
final class StripParts {
    private static final Travel PAN = new EvenTravel(-1, 1, 0, 0.05);
    private static final Travel TRIM_DB = new EvenTravel(-24, 24, 0, 1);
    private static final Travel DELAY_MS = new EvenTravel(0, 200, 0, 1);

    private final ChannelModel channel;
    private final MixerLook look;
    private final Tooltip hint;

    StripParts(ChannelModel channel, MixerLook look, Tooltip hint) {
        this.channel = channel;
        this.look = look;
        this.hint = hint;
    }

    Fader fader() {
        Fader fader = new Fader();
        movable(fader, channel.gainDb(), channel.gainHand(), "strip.level", look.numbers()::levelDb);
        return fader;
    }

    Rotary pan() {
        Rotary pan = new Rotary(PAN);
        movable(pan, channel.pan(), channel.panHand(), "strip.pan", look.numbers()::pan);
        return pan;
    }

    Rotary trim() {
        Rotary trim = new Rotary(TRIM_DB);
        movable(trim, channel.trimDb(), channel.trimHand(), "strip.trim", look.numbers()::levelDb);
        return trim;
    }

    Rotary delay() {
        Rotary delay = new Rotary(DELAY_MS);
        movable(
                delay,
                channel.delayMs(),
                channel.delayHand(),
                "strip.delay",
                ms -> look.numbers().tenth(ms) + " ms");
        return delay;
    }

    private void movable(
            MovableControl control, RealParameter parameter, Hand hand, String key, DoubleFunction<String> words) {
        control.valueProperty().bind(parameter.value());
        control.handProperty().set(hand);
        control.wordsProperty().set(words);
        control.disableProperty().bind(parameter.there().not());
        name(control, look.texts().of(key, channel.fullName()));
    }

    /// The words of a control without its unit, in which its value can be typed.
    LevelField field(MovableControl control) {
        Travel travel = control.travel();
        LevelField field = new LevelField(
                travel.equals(PAN) ? look.numbers()::readPan : look.numbers()::read,
                typed -> control.handProperty().get().move(Math.clamp(typed, travel.min(), travel.max())));
        field.valueProperty().bind(control.valueProperty());
        field.wordsProperty().set(unitless(travel));
        field.disableProperty().bind(control.disableProperty());
        field.setAccessibleText(control.getAccessibleText());
        control.typingProperty().set(field::edit);
        return field;
    }

    private DoubleFunction<String> unitless(Travel travel) {
        if (travel.equals(PAN)) {
            return look.numbers()::pan;
        }
        return travel.equals(DELAY_MS) ? look.numbers()::tenth : look.numbers()::level;
    }

    SwitchButton button(String letter, String kind, Function<ChannelModel, ToggleParameter> which) {
        SwitchButton button = new SwitchButton(letter, kind);
        ToggleParameter toggle = which.apply(channel);
        button.onProperty().bind(toggle.on());
        button.disableProperty().bind(toggle.there().not());
        button.flipProperty().set(isOn -> channel.flip(which, isOn));
        name(button, look.texts().of("strip." + kind, channel.fullName()));
        return button;
    }

    SwitchButton mute() {
        SwitchButton mute = button(look.texts().of("letter.mute"), "mute", ChannelModel::mute);
        Runnable imply = () -> {
            ChannelModel.Silence silence = channel.silence().get();
            mute.reasonProperty()
                    .set(
                            switch (silence) {
                                case NONE -> "";
                                case GROUP -> look.texts().of("silence.group");
                                case SOLO -> look.texts().of("silence.solo");
                            });
            mute.letterProperty()
                    .set(look.texts().of("letter.mute")
                            + switch (silence) {
                                case NONE -> "";
                                case GROUP -> look.texts().of("letter.by_group");
                                case SOLO -> look.texts().of("letter.by_solo");
                            });
        };
        channel.silence().addListener(_ -> imply.run());
        imply.run();
        return mute;
    }

    SwitchButton sendOn(SendModel send) {
        return sendSwitch(send, send.bus(), "send.on", send.on());
    }

    SwitchButton sendPre(SendModel send) {
        return sendSwitch(send, look.texts().of("letter.pre"), "send.pre", send.preFader());
    }

    private SwitchButton sendSwitch(SendModel send, String letter, String key, ToggleParameter toggle) {
        SwitchButton button = new SwitchButton(letter, "send");
        button.onProperty().bind(toggle.on());
        button.disableProperty().bind(toggle.there().not());
        button.flipProperty().set(toggle::flip);
        name(button, look.texts().of(key, channel.fullName(), send.bus()));
        return button;
    }

    Rotary sendLevel(SendModel send) {
        Rotary level = new Rotary(FaderTravel.DESK);
        level.valueProperty().bind(send.gainDb().value());
        level.handProperty().set(channel.hand(send.gainDb()));
        level.wordsProperty().set(look.numbers()::levelDb);
        level.disableProperty().bind(send.gainDb().there().not());
        name(level, look.texts().of("send.level", channel.fullName(), send.bus()));
        return level;
    }

    void name(Node node, String words) {
        node.setAccessibleText(words);
        Tooltip.install(node, hint);
        node.setOnMouseEntered(_ -> hint.setText(words));
    }
}
