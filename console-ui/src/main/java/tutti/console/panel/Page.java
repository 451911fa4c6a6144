package tutti.console.panel;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import tutti.console.text.Texts;

/// A panel's page: its title, what stands on it, and a bar to scroll by when the window is smaller.
public final class Page extends ScrollPane {
    /// @param name the panel's, which is the page's style class and `panel.NAME` among the words
    /// @param content from top to bottom
    public Page(Texts texts, String name, Node... content) {
        Label title = new Label(texts.of("panel." + name));
        title.getStyleClass().add("page-title");
        VBox page = new VBox(title);
        page.getChildren().addAll(content);
        page.getStyleClass().addAll("page", name);
        setContent(page);
        setFitToWidth(true);
        setAccessibleText(title.getText());
        getStyleClass().add("page-scroll");
    }
}
