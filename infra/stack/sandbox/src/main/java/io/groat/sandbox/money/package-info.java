/** What happens to money, the same for both providers. */
@NullMarked
package io.groat.sandbox.money;

import org.jspecify.annotations.NullMarked;
