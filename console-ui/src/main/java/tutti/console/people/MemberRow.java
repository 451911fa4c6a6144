package tutti.console.people;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import tutti.console.panel.ConfirmButton;
import tutti.console.people.PeopleModel.Member;
import tutti.console.text.Texts;

/// One member of the room, and what may be done with them.
final class MemberRow extends HBox {
    private static final PseudoClass ABSENT = PseudoClass.getPseudoClass("absent");

    private final Texts texts;
    private final PeopleModel model;
    private final String name;
    private final Label presence = new Label();
    private final Label role = new Label();
    private final ComboBox<String> roles = new ComboBox<>();
    private final ToggleButton mute = new ToggleButton();
    private final ToggleButton grant = new ToggleButton();
    private boolean isShowing;

    MemberRow(Texts texts, PeopleModel model, Member member) {
        this.texts = texts;
        this.model = model;
        this.name = member.name();
        getStyleClass().addAll("card", "row", "member-row");
        setAlignment(Pos.CENTER_LEFT);
        Label initial = new Label(name.isEmpty() ? "?" : name.substring(0, name.offsetByCodePoints(0, 1)));
        initial.getStyleClass().add("initial");
        Label title = new Label(name);
        title.getStyleClass().add("member-name");
        presence.getStyleClass().add("muted");
        HBox badges = new HBox(title);
        badges.getStyleClass().add("badges");
        if (member.standing().isSelf()) {
            badges.getChildren().add(badge("people.self"));
        }
        if (member.standing().isHost()) {
            badges.getChildren().add(badge("people.host"));
        }
        VBox who = new VBox(badges, presence);
        who.getStyleClass().add("member-who");
        HBox.setHgrow(who, Priority.ALWAYS);
        HBox hands = new HBox();
        hands.getStyleClass().add("hands");
        role.getStyleClass().add("pill");
        if (member.may().role()) {
            roles.getItems().setAll(model.roles(name));
            roles.setAccessibleText(texts.of("people.role.spoken", name));
            roles.valueProperty().subscribe(this::choose);
            hands.getChildren().add(roles);
        } else {
            hands.getChildren().add(role);
        }
        mute.getStyleClass().add("mute-person");
        mute.setOnAction(_ -> model.mute(name, mute.isSelected()));
        grant.setOnAction(_ -> model.grant(name, grant.isSelected()));
        grant.getStyleClass().add("grant-person");
        if (member.may().grant()) {
            hands.getChildren().add(grant);
        }
        if (member.may().mute()) {
            hands.getChildren().add(mute);
        }
        if (member.may().remove()) {
            hands.getChildren().add(confirmed("remove", () -> model.remove(name)));
        }
        if (member.may().ban()) {
            hands.getChildren().add(confirmed("ban", () -> model.ban(name)));
        }
        getChildren().addAll(initial, who, hands);
        show(member);
    }

    private Label badge(String key) {
        Label badge = new Label(texts.of(key));
        badge.getStyleClass().add("pill");
        return badge;
    }

    private ConfirmButton confirmed(String what, Runnable action) {
        return new ConfirmButton(
                texts.of("people." + what), texts.of("confirm"), texts.of("people." + what + ".spoken", name), action);
    }

    private void choose(@Nullable String chosen) {
        if (!isShowing && chosen != null) {
            model.role(name, chosen);
        }
    }

    /// Shows how it stands.
    void show(Member member) {
        isShowing = true;
        presence.setText(texts.of(member.isHere() ? "people.here" : "people.away"));
        pseudoClassStateChanged(ABSENT, !member.isHere());
        role.setVisible(!member.role().isEmpty());
        role.setText(PeopleModel.ROLES.contains(member.role()) ? texts.of("role." + member.role()) : member.role());
        roles.setValue(member.role());
        mute.setSelected(member.isMuted());
        mute.setText(texts.of(member.isMuted() ? "people.muted" : "people.mute"));
        mute.setAccessibleText(texts.of("people.mute.spoken", name));
        grant.setSelected(member.mayMix());
        grant.setText(texts.of(member.mayMix() ? "people.grant.on" : "people.grant.off"));
        grant.setAccessibleText(texts.of("people.grant.spoken", name));
        isShowing = false;
    }
}
