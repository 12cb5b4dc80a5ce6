staff-usage-staffpin-reset =
    /staffpin reset PERSON reason
    For example: /staffpin reset @bola forgot it, called me on her own phone
staff-about-staffpin-reset = Let a colleague choose another staff PIN
staff-state-pin = her staff PIN
