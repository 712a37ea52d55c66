/** How the service is put together. */
@NullMarked
package io.groat.notifier.config;

import org.jspecify.annotations.NullMarked;
