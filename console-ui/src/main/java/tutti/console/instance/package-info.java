/// What a console leaves on disk and shares with the next one: settings, the rooms it was in, links that were clicked.
@NullMarked
package tutti.console.instance;

import org.jspecify.annotations.NullMarked;
