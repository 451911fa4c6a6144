package tutti.console.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import tutti.console.panel.Page;
import tutti.console.panel.Panel;
import tutti.console.panel.Timed;
import tutti.console.panel.Workplace;
import tutti.console.people.PeopleModel.Member;

/// The people on the screen.
public final class PeoplePanel implements Panel {
    private static final long READ_NS = 100_000_000;

    /// Those that there are words for; a newer engine may know more.
    private static final Set<String> STATES = Set.of("entering", "here", "away", "refused", "direct");

    private final Workplace place;
    private final PeopleModel model;
    private final Page page;
    private final Label state = new Label();
    private final VBox members = new VBox();
    private final InviteCard invite;
    private final Map<String, MemberRow> rows = new LinkedHashMap<>();
    private final Timed reading = new Timed(READ_NS);
    private List<Member> shown = List.of();

    public PeoplePanel(Workplace place) {
        this.place = place;
        this.model = new PeopleModel(place.mirror(), place.steering());
        this.invite = new InviteCard(place.texts());
        state.getStyleClass().add("muted");
        state.setWrapText(true);
        members.getStyleClass().add("members");
        HBox.setHgrow(members, Priority.ALWAYS);
        HBox columns = new HBox(members, invite);
        columns.getStyleClass().add("columns");
        page = new Page(place.texts(), name(), state, columns);
    }

    @Override
    public String name() {
        return "people";
    }

    @Override
    public boolean isPresent() {
        return model.isPresent();
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public void onPulse(long nowNs) {
        if (!reading.isDue(nowNs)) {
            return;
        }
        String how = model.state();
        String words = STATES.contains(how) ? place.texts().of("people.state." + how) : how;
        state.setText(Stream.of(model.title(), words, model.reason())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" · ")));
        String given = model.invite();
        invite.show(given);
        invite.setVisible(!given.isEmpty());
        invite.setManaged(!given.isEmpty());
        List<Member> all = model.members();
        if (!all.equals(shown)) {
            show(all);
            shown = all;
        }
    }

    /// A row is made anew only when somebody else stands there, or something else may be done with them: otherwise the
    /// keyboard would lose its place.
    private void show(List<Member> all) {
        boolean isSame = all.size() == shown.size();
        for (int each = 0; isSame && each < all.size(); each++) {
            isSame = all.get(each).name().equals(shown.get(each).name())
                    && all.get(each).standing().equals(shown.get(each).standing())
                    && all.get(each).may().equals(shown.get(each).may());
        }
        if (!isSame) {
            rows.clear();
            all.forEach(member -> rows.put(member.name(), new MemberRow(place.texts(), model, member)));
            members.getChildren().setAll(rows.values());
        }
        for (Member member : all) {
            MemberRow row = rows.get(member.name());
            if (row != null) {
                row.show(member);
            }
        }
    }
}
