package tutti.engine.scene;

import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tutti.engine.desk.BusId;
import tutti.engine.desk.BusSettings;
import tutti.engine.desk.LinkGroup;
import tutti.engine.desk.ParameterClass;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.Send;
import tutti.engine.desk.StripLook;
import tutti.engine.desk.StripSettings;
import tutti.engine.desk.VcaGroup;

/// Writes what is set on a desk as members of a JSON object: `strips`, `buses`, `vcas` and `links`. [GraphReader] reads
/// them.
final class GraphWriter {
    private final JsonGenerator json;
    private final Set<ParameterClass> scope;
    private final boolean isWhole;

    /// @param scope what is written
    /// @param isWhole whether so is what belongs to no scene: safes, solo-safe, inserts and looks
    GraphWriter(JsonGenerator json, Set<ParameterClass> scope, boolean isWhole) {
        this.json = json;
        this.scope = scope;
        this.isWhole = isWhole;
    }

    void write(RoutingGraph graph) {
        json.writeObjectPropertyStart("strips");
        graph.strips().forEach((strip, settings) -> {
            json.writeObjectPropertyStart(StripName.of(strip));
            write(settings);
            json.writeEndObject();
        });
        json.writeEndObject();
        if (scope.contains(ParameterClass.BUSES)) {
            json.writeObjectPropertyStart("buses");
            graph.buses().forEach(this::write);
            json.writeEndObject();
        }
        if (scope.contains(ParameterClass.GROUPS)) {
            json.writeObjectPropertyStart("vcas");
            graph.vcas().forEach(this::write);
            json.writeEndObject();
            json.writeObjectPropertyStart("links");
            graph.links().forEach(this::write);
            json.writeEndObject();
        }
    }

    private void write(StripSettings settings) {
        if (scope.contains(ParameterClass.TRIM)) {
            json.writeNumberProperty("trim_db", settings.trimDb());
            json.writeBooleanProperty("polarity_inverted", settings.polarityInverted());
            json.writeNumberProperty("delay_ms", settings.delayMs());
        }
        if (scope.contains(ParameterClass.FADER)) {
            json.writeNumberProperty("fader_db", settings.faderDb());
        }
        if (scope.contains(ParameterClass.MUTE)) {
            json.writeBooleanProperty("muted", settings.muted());
        }
        if (scope.contains(ParameterClass.PAN)) {
            json.writeNumberProperty("pan", settings.pan());
        }
        if (scope.contains(ParameterClass.GROUPS)) {
            texts("vcas", settings.vcas().stream().sorted().toList());
        }
        if (scope.contains(ParameterClass.SENDS)) {
            json.writeObjectPropertyStart("sends");
            settings.sends().entrySet().stream()
                    .sorted((one, other) ->
                            one.getKey().name().compareTo(other.getKey().name()))
                    .forEach(send -> write(send.getKey(), send.getValue()));
            json.writeEndObject();
        }
        if (isWhole) {
            json.writeBooleanProperty("solo_safe", settings.soloSafe());
            texts("inserts", settings.inserts());
            texts(
                    "safe",
                    settings.recallSafe().stream()
                            .sorted()
                            .map(ParameterClass::word)
                            .toList());
            write(settings.look());
        }
    }

    private void texts(String name, Iterable<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private void write(BusId bus, Send send) {
        json.writeObjectPropertyStart(bus.name());
        json.writeBooleanProperty("on", send.on());
        json.writeNumberProperty("level_db", send.levelDb());
        json.writeBooleanProperty("pre_fader", send.tap() == Send.Tap.PRE_FADER);
        json.writeEndObject();
    }

    private void write(StripLook look) {
        json.writeStringProperty("label", look.label());
        json.writeStringProperty("colour", look.colour());
        json.writeNumberProperty("order", look.order());
        json.writeBooleanProperty("hidden", look.hidden());
    }

    private void write(BusId bus, BusSettings settings) {
        json.writeObjectPropertyStart(bus.name());
        json.writeNumberProperty("fader_db", settings.faderDb());
        json.writeBooleanProperty("muted", settings.muted());
        json.writeBooleanProperty("limited", settings.limited());
        json.writeBooleanProperty("ports", settings.patched());
        json.writeEndObject();
    }

    private void write(String name, VcaGroup group) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("fader_db", group.faderDb());
        json.writeBooleanProperty("muted", group.muted());
        json.writeEndObject();
    }

    private void write(String name, LinkGroup group) {
        json.writeObjectPropertyStart(name);
        group.offsetsDb().entrySet().stream()
                .map(offset -> Map.entry(StripName.of(offset.getKey()), offset.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(offset -> json.writeNumberProperty(offset.getKey(), offset.getValue()));
        json.writeEndObject();
    }
}
