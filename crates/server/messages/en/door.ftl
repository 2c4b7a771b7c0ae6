sign-in-title = Sign in
sign-in-code = The code on your card
sign-in-help = Sixteen letters and digits, with or without the dashes.
sign-in-wrong-code = This code opens nothing: it is mistyped, used up or too old. Ask the secretary for a new card.
