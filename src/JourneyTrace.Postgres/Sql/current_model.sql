select current_model()
