@NullMarked
package io.groat.router.auth.session;

import org.jspecify.annotations.NullMarked;
