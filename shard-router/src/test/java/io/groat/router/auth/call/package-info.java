@NullMarked
package io.groat.router.auth.call;

import org.jspecify.annotations.NullMarked;
